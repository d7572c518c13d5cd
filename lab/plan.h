/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A request with everything on disk; for the files of the lab alone. */
#ifndef WORLDSWITCH_LAB_PLAN_H
#define WORLDSWITCH_LAB_PLAN_H

#include "lab/arguments.h"
#include "lab/dom0.h"
#include "lab/emulator.h"
#include "lab/lab.h"
#include "lab/machine.h"
#include "lab/packages.h"

#define PLAN_PROPERTIES_MAX 15
#define PLAN_COMPONENTS_MAX 32

/* The descriptor of the emulator that the tracer writes to. */
#define PLAN_STREAM_DESCRIPTOR 3

/* Every default of a request replaced by what it stands for; its strings stay what they are. */
void plan_set_defaults(struct lab_request *request);

struct lab_plan {
	struct lab_request request; /* complete: no default is left */
	char *label, *cpu, *append; /* the request's strings */
	char *kernel, *xen, *suite; /* likewise */
	struct machine machine;
	struct emulator emulator;
	struct lab_image image;     /* the kernel or Xen; all zeros for native */
	struct lab_image modules;   /* of the kernel that runs; all zeros: it needs none */
	struct dom0 dom0;           /* all zeros where it is not Linux */
	char *probe, *vmm, *tracer; /* paths of our own parts; NULL where not used */
	char *initramfs;            /* KVM */
	char *tree;                 /* Xen, where it reads one */
	char *boot_line;            /* the command line of the kernel, of Xen or of the probe */
	char *parameters;           /* the probe's, where nobody but the lab gives it any */
	char *options;              /* of who stops the machine, which no snapshot holds */
	char *snapshots;            /* the folder of snapshots; NULL: none are used */
	char key[WS_DIGEST_SIZE];   /* of the snapshot: everything that goes in one */
	struct arguments command;
	struct ws_property properties[PLAN_PROPERTIES_MAX];
	size_t property_count;
	struct ws_component components[PLAN_COMPONENTS_MAX];
	size_t component_count;
};

#endif
