//! The few calls to the kernel that no safe interface covers.

#![allow(
    unsafe_code,
    reason = "mapping a file, reading the clock of used processor time and closing what was inherited have no safe form in the libraries used"
)]

use std::fs::File;
use std::io;
use std::ops::Deref;

/// A file in memory, read only.
///
/// A file that shrinks while it is mapped ends this process with SIGBUS; it is mapped only in the
/// child, where that costs one file.
pub struct Mapping {
    start: *mut std::ffi::c_void,
    length: usize,
}

impl Mapping {
    /// Maps a regular file whole.
    ///
    /// # Errors
    /// Where the kernel refuses.
    pub fn of(file: &File) -> io::Result<Self> {
        let size = file.metadata()?.len();
        let length = usize::try_from(size)
            .map_err(|_| io::Error::new(io::ErrorKind::FileTooLarge, "too large to map"))?;
        if length == 0 {
            return Ok(Self {
                start: std::ptr::null_mut(),
                length,
            });
        }
        // SAFETY: a new mapping at an address the kernel chooses touches nothing that exists.
        let start = unsafe {
            rustix::mm::mmap(
                std::ptr::null_mut(),
                length,
                rustix::mm::ProtFlags::READ,
                rustix::mm::MapFlags::SHARED,
                file,
                0,
            )
        }?;
        Ok(Self { start, length })
    }
}

impl Deref for Mapping {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        if self.length == 0 {
            return &[];
        }
        // SAFETY: the mapping is `length` bytes long, readable, and lives as long as `self`.
        unsafe { std::slice::from_raw_parts(self.start.cast::<u8>(), self.length) }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        if self.length > 0 {
            // SAFETY: unmaps exactly what `of` mapped; no borrow of it can outlive `self`.
            let _ = unsafe { rustix::mm::munmap(self.start, self.length) };
        }
    }
}

/// Processor time this process has used, in milliseconds.
pub fn used_cpu_ms() -> u64 {
    let mut spent = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the kernel writes one timespec to the place given.
    let code = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut spent) };
    if code != 0 {
        return 0;
    }
    let (seconds, nanos) = (spent.tv_sec, spent.tv_nsec);
    u64::try_from(seconds).unwrap_or(0).saturating_mul(1000)
        + u64::try_from(nanos).unwrap_or(0) / 1_000_000
}

/// The same with the programs it started and waited for.
pub fn used_cpu_ms_with_programs() -> u64 {
    let mut used = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the kernel writes one rusage to the place given; all zeros are a valid one, too.
    let used = unsafe {
        libc::getrusage(libc::RUSAGE_CHILDREN, used.as_mut_ptr());
        used.assume_init()
    };
    let ms = |time: libc::timeval| {
        let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
        seconds.saturating_mul(1000) + u64::try_from(time.tv_usec).unwrap_or(0) / 1000
    };
    used_cpu_ms() + ms(used.ru_utime) + ms(used.ru_stime)
}

/// The most memory that this process held at one time, or the largest of the programs it started and
/// waited for, in bytes.
pub fn peak_bytes(of_programs: bool) -> u64 {
    let who = if of_programs {
        libc::RUSAGE_CHILDREN
    } else {
        libc::RUSAGE_SELF
    };
    let mut used = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the kernel writes one rusage to the place given; all zeros are a valid one, too.
    let used = unsafe {
        libc::getrusage(who, used.as_mut_ptr());
        used.assume_init()
    };
    // getrusage(2): in kilobytes.
    u64::try_from(used.ru_maxrss)
        .unwrap_or(0)
        .saturating_mul(1024)
}

/// Closes every open file from number `first` on.
pub fn close_from(first: u32) -> io::Result<()> {
    // SAFETY: called at the start of the child, before anything owns a file beyond the standard three.
    let code = unsafe { libc::syscall(libc::SYS_close_range, first, u32::MAX, 0u32) };
    if code == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// How many processes the kernel has killed for want of memory since it started; 0 where it does
/// not say.
pub fn out_of_memory_kills() -> u64 {
    let told = std::fs::read_to_string("/proc/vmstat").unwrap_or_default();
    told.lines()
        .find_map(|line| line.strip_prefix("oom_kill ")?.trim().parse().ok())
        .unwrap_or_default()
}
