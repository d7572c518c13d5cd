// SPDX-License-Identifier: GPL-2.0-or-later
/* The VMM's own records. */
#include "vmm/records.h"

#include <stdint.h>

#include "probe/core/record.h"
#include "records/record.h"
#include "vmm/output.h"

int vmm_record_host(int fd, const char *release, const char *mode, struct ws_error *error)
{
	struct ws_record record;

	ws_record_begin(&record, "host");
	ws_record_word(&record, "release", release);
	ws_record_word(&record, "mode", mode);
	ws_record_end(&record);
	return vmm_output_write(fd, record.text, record.length, error);
}

void vmm_record_cell_of(struct ws_record *record, enum ws_benchmark benchmark,
			enum ws_verdict verdict, const char *reason)
{
	ws_record_begin(record, "cell");
	ws_record_word(record, "id", record_benchmark_id(benchmark));
	ws_record_word(record, "verdict", record_verdict_id(verdict));
	ws_record_decimal(record, "windows", 0);
	ws_record_reason(record, reason);
	ws_record_end(record);
}

void vmm_record_cell(int fd, enum ws_benchmark benchmark, enum ws_verdict verdict,
		     const char *reason)
{
	struct ws_record record;
	struct ws_error ignored; /* it is told of as a failure, too */

	vmm_record_cell_of(&record, benchmark, verdict, reason);
	(void)vmm_output_write(fd, record.text, record.length, &ignored);
}

void vmm_record_failure_of(struct ws_record *record, const char *step, int code, const char *reason)
{
	ws_record_begin(record, "vmm");
	ws_record_word(record, "step", step);
	ws_record_decimal(record, "errno", (uint64_t)code);
	ws_record_reason(record, reason);
	ws_record_end(record);
}

void vmm_record_failure(int fd, const char *step, int code, const char *reason)
{
	struct ws_record record;
	struct ws_error ignored; /* there is nowhere left to say it */

	vmm_record_failure_of(&record, step, code, reason);
	(void)vmm_output_write(fd, record.text, record.length, &ignored);
}
