//! The calls to the kernel that a reader, poppler and tesseract need; every other one is refused.

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule, TargetArch,
};
use std::collections::BTreeMap;

/// Calls that are let through whatever their arguments.
const LET_THROUGH: &[i64] = &[
    // Reading and writing what is open.
    libc::SYS_read,
    libc::SYS_write,
    libc::SYS_readv,
    libc::SYS_writev,
    libc::SYS_pread64,
    libc::SYS_pwrite64,
    libc::SYS_lseek,
    libc::SYS_close,
    libc::SYS_close_range,
    libc::SYS_dup,
    libc::SYS_dup3,
    libc::SYS_fcntl,
    libc::SYS_ftruncate,
    libc::SYS_fsync,
    libc::SYS_fdatasync,
    libc::SYS_fadvise64,
    libc::SYS_copy_file_range,
    libc::SYS_sendfile,
    libc::SYS_pipe2,
    libc::SYS_ppoll,
    libc::SYS_pselect6,
    libc::SYS_sendmsg,
    libc::SYS_recvmsg,
    libc::SYS_recvfrom,
    libc::SYS_sendto,
    libc::SYS_shutdown,
    // Names of files; Landlock decides which.
    libc::SYS_openat,
    libc::SYS_newfstatat,
    libc::SYS_fstat,
    libc::SYS_statx,
    libc::SYS_statfs,
    libc::SYS_fstatfs,
    libc::SYS_faccessat,
    libc::SYS_faccessat2,
    libc::SYS_readlinkat,
    libc::SYS_getdents64,
    libc::SYS_getcwd,
    libc::SYS_unlinkat,
    libc::SYS_mkdirat,
    libc::SYS_renameat,
    libc::SYS_renameat2,
    libc::SYS_umask,
    // Memory.
    libc::SYS_mmap,
    libc::SYS_munmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_memfd_create,
    libc::SYS_membarrier,
    // Threads, signals, time.
    libc::SYS_futex,
    libc::SYS_set_tid_address,
    libc::SYS_set_robust_list,
    libc::SYS_get_robust_list,
    libc::SYS_rseq,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_nanosleep,
    libc::SYS_clock_nanosleep,
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_gettimeofday,
    libc::SYS_times,
    libc::SYS_getrandom,
    // Who am I, how much have I used. Bounds can only be lowered: the hard ones are set.
    libc::SYS_getpid,
    libc::SYS_getppid,
    libc::SYS_gettid,
    libc::SYS_getuid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getegid,
    libc::SYS_getpgid,
    libc::SYS_getrusage,
    libc::SYS_getrlimit,
    libc::SYS_setrlimit,
    libc::SYS_prlimit64,
    libc::SYS_sysinfo,
    libc::SYS_uname,
    // Programs inside the fence.
    libc::SYS_execve,
    libc::SYS_wait4,
    libc::SYS_waitid,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_kill,
    libc::SYS_tgkill,
    // Let through here and answered "unknown" below, so that the C library takes `clone`, whose
    // arguments can be looked at.
    libc::SYS_clone3,
];

/// The older forms of the same calls, which x86-64 alone has.
#[cfg(target_arch = "x86_64")]
const LET_THROUGH_OLD: &[i64] = &[
    libc::SYS_open,
    libc::SYS_stat,
    libc::SYS_lstat,
    libc::SYS_access,
    libc::SYS_readlink,
    libc::SYS_unlink,
    libc::SYS_mkdir,
    libc::SYS_rmdir,
    libc::SYS_rename,
    libc::SYS_pipe,
    libc::SYS_dup2,
    libc::SYS_poll,
    libc::SYS_select,
    libc::SYS_fork,
    libc::SYS_vfork,
    libc::SYS_arch_prctl,
    libc::SYS_getpgrp,
    libc::SYS_time,
];
#[cfg(not(target_arch = "x86_64"))]
const LET_THROUGH_OLD: &[i64] = &[];

/// Questions to a file that tell and change nothing: is it a terminal, how wide, how much waits;
/// and "close on exec".
const ASKED_OF_FILES: [u64; 5] = [0x5401, 0x5413, 0x541B, 0x5451, 0x5421];

/// `prctl` calls: name of a thread, name of memory, dumpable (read), capability bound (read).
const PROCESS_CONTROLS: [u64; 5] = [15, 16, 0x5356_4D41, 3, 23];

/// The namespace bits of `clone(2)`: a new namespace would come with rights inside it.
const NAMESPACES: u64 = 0x7E02_0080;

/// Puts the list in force for this process and all it starts.
pub(super) fn restrict() -> Result<(), String> {
    let architecture = TargetArch::try_from(std::env::consts::ARCH).map_err(|e| e.to_string())?;
    let unknown = SeccompFilter::new(
        BTreeMap::from([(libc::SYS_clone3, Vec::new())]),
        SeccompAction::Allow,
        SeccompAction::Errno(libc::ENOSYS.unsigned_abs()),
        architecture,
    );
    let list = SeccompFilter::new(
        rules()?,
        SeccompAction::Errno(libc::EPERM.unsigned_abs()),
        SeccompAction::Allow,
        architecture,
    );
    // The first filter must not use what the second forbids: `seccomp` itself is not on the list.
    for filter in [unknown, list] {
        let program: BpfProgram = filter
            .map_err(|e| e.to_string())?
            .try_into()
            .map_err(|e| format!("{e}"))?;
        seccompiler::apply_filter(&program).map_err(|e| e.to_string())?;
    }
    Ok(())
}

fn rules() -> Result<BTreeMap<i64, Vec<SeccompRule>>, String> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
    for call in LET_THROUGH.iter().chain(LET_THROUGH_OLD) {
        rules.insert(*call, Vec::new());
    }
    let only = |argument: u8, operator: SeccompCmpOp, value: u64| {
        SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, value)
            .and_then(|condition| SeccompRule::new(vec![condition]))
            .map_err(|error| error.to_string())
    };
    let any_of = |argument: u8, values: &[u64]| {
        values
            .iter()
            .map(|value| only(argument, SeccompCmpOp::Eq, *value))
            .collect::<Result<_, _>>()
    };
    rules.insert(libc::SYS_ioctl, any_of(1, &ASKED_OF_FILES)?);
    rules.insert(libc::SYS_prctl, any_of(0, &PROCESS_CONTROLS)?);
    rules.insert(
        libc::SYS_clone,
        vec![only(0, SeccompCmpOp::MaskedEq(NAMESPACES), 0)?],
    );
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reaches_out_is_not_on_the_list() {
        let rules = rules().unwrap();
        for call in [
            libc::SYS_socket,
            libc::SYS_connect,
            libc::SYS_bind,
            libc::SYS_ptrace,
            libc::SYS_mount,
            libc::SYS_bpf,
            libc::SYS_keyctl,
            libc::SYS_io_uring_setup,
            libc::SYS_unshare,
            libc::SYS_setns,
            libc::SYS_process_vm_readv,
            libc::SYS_setsid,
            libc::SYS_setuid,
            libc::SYS_fchmod,
            libc::SYS_fchown,
            libc::SYS_utimensat,
            libc::SYS_fsetxattr,
            libc::SYS_openat2,
        ] {
            assert!(!rules.contains_key(&call), "call {call}");
        }
    }

    #[test]
    fn the_list_becomes_a_program_for_this_machine() {
        let filter = SeccompFilter::new(
            rules().unwrap(),
            SeccompAction::Errno(1),
            SeccompAction::Allow,
            TargetArch::try_from(std::env::consts::ARCH).unwrap(),
        );
        let program: Result<BpfProgram, _> = filter.unwrap().try_into();
        assert!(program.is_ok());
    }
}
