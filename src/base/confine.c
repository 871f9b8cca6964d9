/* Landlock and seccomp.  The headers may be older than the kernel, so some numbers stand here. */
#define _GNU_SOURCE
#include "base/confine.h"

#if defined(__linux__)

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

/*
 * From the second and third version of Landlock on; older headers lack them.  REFER: a file may get
 * a name in another folder, where no more may be done with it than where it came from.
 */
#define ACCESS_REFER (1ULL << 13)
#define ACCESS_TRUNCATE (1ULL << 14)
/* Other numbers of the same calls, which a filter by numbers would let through. */
#define X32_BIT 0x40000000u

static const uint64_t reads = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t writes = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
			       LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR;
/* What nobody may do anywhere. */
static const uint64_t never = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
			      LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK |
			      LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
			      LANDLOCK_ACCESS_FS_MAKE_SYM;
static const uint64_t of_files =
	LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_TRUNCATE;

/* False when the rule could not be added though its path is there. */
static bool rule_add(int ruleset, const struct confine_rule *rule, uint64_t handled)
{
	struct landlock_path_beneath_attr beneath = {
		.allowed_access =
			handled &
			(rule->writes ? reads | writes | ACCESS_REFER | ACCESS_TRUNCATE : reads),
	};
	struct stat status;
	bool done;

	beneath.parent_fd = open(rule->path, O_PATH | O_CLOEXEC);
	if (beneath.parent_fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
	done = fstat(beneath.parent_fd, &status) == 0;
	if (!S_ISDIR(status.st_mode))
		beneath.allowed_access &= of_files;
	done = done && syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath,
			       0) == 0;
	close(beneath.parent_fd);
	return done;
}

static bool confine_files(const struct confine_rule *rules, size_t count)
{
	struct landlock_ruleset_attr attributes = { .handled_access_fs = reads | writes | never };
	long version =
		syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	bool done = true;
	int ruleset;

	if (version < 1)
		return false;
	if (version >= 2)
		attributes.handled_access_fs |= ACCESS_REFER;
	if (version >= 3)
		attributes.handled_access_fs |= ACCESS_TRUNCATE;
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0);
	if (ruleset < 0)
		return false;
	for (size_t i = 0; i < count && done; i++)
		done = rule_add(ruleset, &rules[i], attributes.handled_access_fs);
	done = done && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
	close(ruleset);
	return done;
}

#if defined(ARCHITECTURE)
/* No sockets and no other programs: such calls fail as if permission was missing. */
static bool confine_calls(void)
{
#define REFUSE(call) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(call), 0, 1), \
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM)
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
		REFUSE(SYS_socket),
		REFUSE(SYS_connect),
		REFUSE(SYS_bind),
		REFUSE(SYS_execve),
		REFUSE(SYS_execveat),
		REFUSE(SYS_io_uring_setup), /* its queue knows sockets too */
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
#undef REFUSE
	struct sock_fprog program = { sizeof(filter) / sizeof(*filter), filter };

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
#else
static bool confine_calls(void)
{
	return false;
}
#endif

unsigned confine(const struct confine_rule *rules, size_t count)
{
	unsigned force = 0;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return 0;
	if (confine_files(rules, count))
		force |= CONFINED_FILES;
	if (confine_calls())
		force |= CONFINED_NETWORK | CONFINED_PROGRAMS;
	return force;
}

#else

unsigned confine(const struct confine_rule *rules, size_t count)
{
	(void)rules;
	(void)count;
	return 0;
}

#endif
