// Gives up what is not needed any more, by raw system calls: no library but libpcap.
#define _GNU_SOURCE
#include "capture.h"

#include <stdlib.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

static _Noreturn void refuse(const char *what)
{
	report_problem(-1, "permission", what, true);
	_exit(1);
}

void privileges_drop(uint64_t keep)
{
	uid_t user = getuid();
	gid_t group = getgid();
#ifdef __linux__
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct sets[2] = { { 0, 0, 0 }, { 0, 0, 0 } };
	prctl(PR_SET_KEEPCAPS, keep != 0, 0, 0, 0);
	if (setresgid(group, group, group) != 0 || setresuid(user, user, user) != 0)
		refuse("the real user could not be restored");
	if (syscall(SYS_capget, &header, sets) != 0)
		refuse("capabilities could not be read");
	for (int i = 0; i < 2; i++) {
		sets[i].permitted &= (uint32_t)(keep >> (32 * i));
		sets[i].effective = sets[i].permitted;
		sets[i].inheritable = 0;
	}
	if (syscall(SYS_capset, &header, sets) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		refuse("capabilities could not be given up");
#else
	(void)keep;
	if (setgid(group) != 0 || setuid(user) != 0)
		refuse("the real user could not be restored");
#endif
}
