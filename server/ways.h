/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Within server/: the ways to run it, and what they share. */
#ifndef WORLDSWITCH_SERVER_WAYS_H
#define WORLDSWITCH_SERVER_WAYS_H

#include "server/server.h"

int server_run_here(const struct server_request *request, const struct server_watch *watch,
		    struct ws_error *error);
int server_run_ssh(const struct server_request *request, const struct server_watch *watch,
		   struct ws_error *error);
int server_run_qemu(const struct server_request *request, const struct server_watch *watch,
		    struct ws_error *error);
int server_run_xl(const struct server_request *request, const struct server_watch *watch,
		  struct ws_error *error);

/* The architecture of machines that uname calls so, as ours are called; NULL: none of ours. */
const char *server_architecture_of(const char *machine);
const char *server_architecture_here(void);

/* worldswitch-vmm's options of a request, behind the program's name. */
void server_add_options(struct arguments *command, const struct server_request *request);

/* A timed probe's, where there is no VMM of ours; allocated, NULL: no memory. */
char *server_parameters(const struct server_request *request);

/* worldswitch-vmm for that architecture: its path, allocated, and what it is told as. */
int server_find_vmm(const char *architecture, const struct server_watch *watch, char **path,
		    struct ws_error *error);

/*
 * Follows a program from its start to its end, with this input (-1: none). Where it ends by itself
 * that is 0, however it does; error has its status and last words, should it have said nothing
 * else.
 */
int server_follow(const struct arguments *command, int input, unsigned int timeout,
		  const struct server_watch *watch, struct ws_error *error);

#endif
