//! The fence around the child: what the kernel refuses it, raised before it sees a foreign byte.
//!
//! No network, no file but the programs and libraries of the machine and a private folder, no more
//! memory, processes and time than allotted, no privileges. Programs that the child starts stand
//! inside the same fence. What this kernel cannot do is recorded, never passed over.

mod syscalls;

use crate::kernel;
use crate::limits::Limits;
use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, PathBeneath, PathFd, Ruleset,
    RulesetAttr, RulesetCreatedAttr, RulesetStatus, Scope, path_beneath_rules,
};
use rustix::process::{Resource, Rlimit, Signal, setrlimit};
use rustix::thread::{Gid, Uid};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::path::Path;

/// What of the fence stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FenceReport {
    /// Files: `full`, `partial` (an older kernel) or `absent`.
    pub files: Strength,
    /// Calls to the kernel are held to a list.
    pub calls: bool,
    /// Memory, processor time, file sizes, open files and processes are bounded by the kernel.
    pub bounds: bool,
    /// No program that is started can gain privileges.
    pub no_new_privileges: bool,
    /// The user the child runs as: never the administrator.
    pub user: u32,
    /// What does not stand and why, one sentence each.
    pub missing: Vec<String>,
}

/// How much of a kind of fence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// All that was asked for.
    Full,
    /// A part, because the kernel is older.
    Partial,
    /// Nothing.
    Absent,
}

impl FenceReport {
    /// Whether every part stands.
    pub const fn is_whole(&self) -> bool {
        matches!(self.files, Strength::Full | Strength::Partial)
            && self.calls
            && self.bounds
            && self.no_new_privileges
            && self.user != 0
    }
}

/// Where programs and their libraries, languages and fonts lie: read and started, never written.
const READ_FOLDERS: [&str; 10] = [
    "/usr",
    "/lib",
    "/lib32",
    "/lib64",
    "/bin",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/etc/papersize",
    "/etc/alternatives",
    "/var/cache/fontconfig",
];

/// Devices that hold nothing.
const DEVICES: [&str; 4] = ["/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"];

/// Users from here on have no account; each child gets one of its own, so that children can neither
/// signal one another nor share a bound on processes.
const LONE_USERS: u32 = 0x7000_0000;
/// The user `nobody`, where the system has no room for lone users.
const NOBODY: u32 = 65_534;

/// Raises the fence around this process. Call once, with one thread, before any foreign byte.
/// `models` is a folder that a person named: it may be read, and nothing in it started.
pub(crate) fn raise(limits: &Limits, models: Option<&Path>) -> FenceReport {
    let mut missing = Vec::new();
    if let Err(error) = kernel::close_from(3) {
        missing.push(format!(
            "open files of the parent could not be closed: {error}"
        ));
    }
    if let Err(error) = rustix::process::set_parent_process_death_signal(Some(Signal::KILL)) {
        missing.push(format!("the child may outlive its parent: {error}"));
    }
    let was_root = rustix::process::geteuid().is_root();
    let bounds = bound(limits, was_root, &mut missing);
    if was_root && let Err(error) = leave_root() {
        missing.push(format!(
            "the child still runs as the administrator: {error}"
        ));
    }
    // A change of user clears the signal (prctl(2), PR_SET_PDEATHSIG), so it is asked for again.
    let _ = rustix::process::set_parent_process_death_signal(Some(Signal::KILL));
    let no_new_privileges = rustix::thread::set_no_new_privs(true).is_ok();
    if !no_new_privileges {
        missing.push("programs that are started could gain privileges".to_owned());
    }
    let files = match restrict_files(models) {
        Ok(Strength::Absent) => {
            missing
                .push("this kernel has no Landlock: files of this machine are not fenced".into());
            Strength::Absent
        }
        Ok(Strength::Partial) => {
            missing.push(
                "this kernel is older than Landlock of version 6: files are fenced as far as it can; \
                 connections and signals are held back by the list of calls and the own user alone"
                    .into(),
            );
            Strength::Partial
        }
        Ok(strength) => strength,
        Err(error) => {
            missing.push(format!("files of this machine are not fenced: {error}"));
            Strength::Absent
        }
    };
    let calls = match syscalls::restrict() {
        Ok(()) => true,
        Err(error) => {
            missing.push(format!("calls to the kernel are not fenced: {error}"));
            false
        }
    };
    FenceReport {
        files,
        calls,
        bounds,
        no_new_privileges,
        user: rustix::process::geteuid().as_raw(),
        missing,
    }
}

/// Lets this process use `limits.cpu_ms` more processor time, beginning now.
pub(crate) fn allot_cpu(cpu_ms: u64) {
    let until = (kernel::used_cpu_ms().saturating_add(cpu_ms)).div_ceil(1000);
    let _ = setrlimit(
        Resource::Cpu,
        Rlimit {
            current: Some(until),
            maximum: None,
        },
    );
}

fn bound(limits: &Limits, was_root: bool, missing: &mut Vec<String>) -> bool {
    let processes = if was_root {
        limits.processes
    } else {
        limits.processes.saturating_add(threads_of_this_user())
    };
    // RLIMIT_DATA counts private writable memory; a mapped original, however large, is not in it.
    let address_space = limits.memory_bytes.saturating_add(limits.input_bytes);
    let bounds = [
        (Resource::Core, 0),
        (Resource::Data, limits.memory_bytes),
        (Resource::As, address_space),
        (Resource::Fsize, limits.scratch_bytes),
        (Resource::Nofile, limits.open_files),
        (Resource::Nproc, processes),
    ];
    let mut all = true;
    for (resource, value) in bounds {
        let bound = Rlimit {
            current: Some(value),
            maximum: Some(value),
        };
        if let Err(error) = setrlimit(resource, bound) {
            missing.push(format!("the bound on {resource:?} is not held: {error}"));
            all = false;
        }
    }
    all
}

/// How many threads the user of this process has on this machine; the kernel counts them together.
fn threads_of_this_user() -> u64 {
    use std::os::unix::fs::MetadataExt;
    let me = rustix::process::getuid().as_raw();
    let Ok(processes) = std::fs::read_dir("/proc") else {
        return 4096;
    };
    let mine = processes.flatten().filter(|entry| {
        entry
            .file_name()
            .to_string_lossy()
            .bytes()
            .all(|b| b.is_ascii_digit())
            && entry.metadata().is_ok_and(|about| about.uid() == me)
    });
    mine.map(|entry| {
        std::fs::read_dir(entry.path().join("task")).map_or(1, |tasks| tasks.count() as u64)
    })
    .sum()
}

/// Becomes a user without rights who owns nothing but the private folder, which is the current one.
fn leave_root() -> std::io::Result<()> {
    let folder = File::open(".")?;
    let lone = LONE_USERS.saturating_add(std::process::id());
    let mut last = Ok(());
    for number in [lone, NOBODY] {
        let (user, group) = (Uid::from_raw(number), Gid::from_raw(number));
        let attempt = rustix::fs::fchown(&folder, Some(user), Some(group))
            .and_then(|()| rustix::thread::set_thread_groups(&[]))
            .and_then(|()| rustix::thread::set_thread_res_gid(group, group, group))
            .and_then(|()| rustix::thread::set_thread_res_uid(user, user, user));
        match attempt {
            Ok(()) => return Ok(()),
            Err(error) => last = Err(error.into()),
        }
    }
    last
}

fn restrict_files(models: Option<&Path>) -> Result<Strength, landlock::RulesetError> {
    let abi = ABI::V6;
    let read = AccessFs::from_read(abi);
    let device = AccessFs::ReadFile | AccessFs::WriteFile;
    let folder = AccessFs::from_all(abi)
        & !(AccessFs::Execute | AccessFs::MakeBlock | AccessFs::MakeChar | AccessFs::MakeSock);
    let here: Option<Result<_, landlock::RulesetError>> = PathFd::new(".")
        .ok()
        .map(|fd| Ok(PathBeneath::new(fd, folder)));
    let looked_at = AccessFs::ReadFile | AccessFs::ReadDir;
    let models = path_beneath_rules(models, looked_at);
    let status = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules(READ_FOLDERS, read))?
        .add_rules(path_beneath_rules(DEVICES, device))?
        .add_rules(models)?
        .add_rules(here)?
        .restrict_self()?;
    Ok(match status.ruleset {
        RulesetStatus::FullyEnforced => Strength::Full,
        RulesetStatus::PartiallyEnforced => Strength::Partial,
        RulesetStatus::NotEnforced => Strength::Absent,
    })
}
