// SPDX-License-Identifier: GPL-2.0-or-later
/* The guest's image. A file is read whole, so that it cannot change under us. */
#include "vmm/image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vmm/embedded.h"

#define LIMIT ((size_t)256 << 20)

static int read_whole(int fd, uint8_t *data, size_t size)
{
	while (size) {
		ssize_t got = read(fd, data, size);

		if (got < 0)
			return -errno;
		if (got == 0)
			return -EIO; /* it has shrunk meanwhile */
		data += got;
		size -= (size_t)got;
	}
	return 0;
}

static int load(int fd, const char *path, struct vmm_image *image, struct ws_error *error)
{
	struct stat status;
	size_t size;
	int result;

	if (fstat(fd, &status) < 0)
		return ws_fail_errno(error, errno, "cannot read %s", path);
	if (!S_ISREG(status.st_mode) || status.st_size <= 0)
		return ws_fail(error, EINVAL, "%s is no image: not a regular file, or empty", path);
	size = (size_t)status.st_size;
	if (size > LIMIT)
		return ws_fail(error, EFBIG, "%s is no image: longer than %zu MiB", path,
			       LIMIT >> 20);
	image->allocated = malloc(size);
	if (!image->allocated)
		return ws_fail_errno(error, ENOMEM, "cannot read %s", path);
	result = read_whole(fd, image->allocated, size);
	if (result) {
		vmm_image_close(image);
		return ws_fail_errno(error, -result, "cannot read %s", path);
	}
	image->data = image->allocated;
	image->size = size;
	return 0;
}

int vmm_image_open(struct vmm_image *image, const char *path, struct ws_error *error)
{
	int result;
	int fd;

	*image = (struct vmm_image){
		.data = vmm_embedded_probe,
		.size = (size_t)vmm_embedded_probe_size,
	};
	if (!path)
		return 0;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return ws_fail_errno(error, errno, "cannot open %s", path);
	result = load(fd, path, image, error);
	close(fd);
	return result;
}

void vmm_image_close(struct vmm_image *image)
{
	free(image->allocated);
	*image = (struct vmm_image){0};
}
