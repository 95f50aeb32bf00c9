//! Members on their way to the parent, under the limits of their container.

use crate::format::{FormatFault, MemberSink};
use crate::limits::{LimitKind, Limits};
use crate::protocol::{self, FRAME_BYTES, Tag};
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;
use std::os::unix::net::UnixStream;

/// Holds the limits on members in front of another sink.
pub(super) struct Budgeted<'a> {
    inner: &'a mut dyn MemberSink,
    limits: &'a Limits,
    packed: u64,
    count: u64,
    total: u64,
    member: u64,
    open: bool,
}

impl<'a> Budgeted<'a> {
    /// In front of `inner`, for a container of `packed` bytes.
    pub(super) fn new(inner: &'a mut dyn MemberSink, limits: &'a Limits, packed: u64) -> Self {
        Self {
            inner,
            limits,
            packed,
            count: 0,
            total: 0,
            member: 0,
            open: false,
        }
    }

    /// How many members were begun.
    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// Closes a member that the reader left open, with the fault that ended the reading.
    pub(super) fn close(&mut self, fault: Option<&FormatFault>) -> Result<(), FormatFault> {
        if !self.open {
            return Ok(());
        }
        let (state, reason) = match fault {
            Some(fault) => (fault.state(), fault.to_string()),
            None => (ItemState::Damaged, "the member has no end".to_owned()),
        };
        self.end(Some(MemberProblem { state, reason }))
    }
}

impl MemberSink for Budgeted<'_> {
    fn begin(&mut self, head: MemberHead) -> Result<(), FormatFault> {
        if self.open {
            self.end(None)?;
        }
        let shown = self.count.saturating_add(1);
        self.limits.within(
            LimitKind::Members,
            shown,
            "the members after that number were not unpacked",
        )?;
        self.count = shown;
        self.member = 0;
        self.open = true;
        self.inner.begin(head)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), FormatFault> {
        let more = bytes.len() as u64;
        let member = self.member.saturating_add(more);
        let total = self.total.saturating_add(more);
        self.limits
            .within(LimitKind::MemberBytes, member, "the member was cut there")?;
        self.limits.within_ratio(self.packed, total)?;
        self.limits.within(
            LimitKind::MemberBytesTotal,
            total,
            "the rest of the container was not unpacked",
        )?;
        (self.member, self.total) = (member, total);
        self.inner.write(bytes)
    }

    fn end(&mut self, problem: Option<MemberProblem>) -> Result<(), FormatFault> {
        self.open = false;
        self.inner.end(problem)
    }
}

/// Sends members to the parent as frames.
pub(super) struct ToParent {
    stream: UnixStream,
}

impl ToParent {
    pub(super) const fn new(stream: UnixStream) -> Self {
        Self { stream }
    }
}

impl MemberSink for ToParent {
    fn begin(&mut self, head: MemberHead) -> Result<(), FormatFault> {
        Ok(protocol::send_value(
            &mut self.stream,
            Tag::MemberBegin,
            &head,
        )?)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), FormatFault> {
        for piece in bytes.chunks(FRAME_BYTES) {
            protocol::send(&mut self.stream, Tag::MemberData, piece)?;
        }
        Ok(())
    }

    fn end(&mut self, problem: Option<MemberProblem>) -> Result<(), FormatFault> {
        Ok(protocol::send_value(
            &mut self.stream,
            Tag::MemberEnd,
            &problem,
        )?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::hand_over;

    #[derive(Default)]
    struct Kept(Vec<(String, usize, Option<MemberProblem>)>);

    impl MemberSink for Kept {
        fn begin(&mut self, head: MemberHead) -> Result<(), FormatFault> {
            self.0.push((head.shown, 0, head.problem));
            Ok(())
        }
        fn write(&mut self, bytes: &[u8]) -> Result<(), FormatFault> {
            self.0.last_mut().unwrap().1 += bytes.len();
            Ok(())
        }
        fn end(&mut self, problem: Option<MemberProblem>) -> Result<(), FormatFault> {
            let last = self.0.last_mut().unwrap();
            last.2 = last.2.take().or(problem);
            Ok(())
        }
    }

    fn head(name: &str) -> MemberHead {
        MemberHead {
            name: name.into(),
            shown: name.into(),
            modified: None,
            problem: None,
        }
    }

    #[test]
    fn one_large_member_is_cut_and_the_others_go_on() {
        let limits = Limits {
            member_bytes: 100_000,
            ..Limits::default()
        };
        let mut kept = Kept::default();
        let mut sink = Budgeted::new(&mut kept, &limits, 10);
        hand_over(&mut sink, head("large"), &mut std::io::repeat(0)).unwrap();
        hand_over(&mut sink, head("small"), &mut b"abc".as_slice()).unwrap();
        let [large, small] = kept.0.as_slice() else {
            panic!("two members")
        };
        assert!(
            large
                .2
                .as_ref()
                .unwrap()
                .reason
                .contains("`member_bytes` of 100000")
        );
        assert!(large.1 <= 100_000);
        assert_eq!((small.1, &small.2), (3, &None));
    }

    #[test]
    fn the_number_of_members_ends_the_container() {
        let limits = Limits {
            members: 2,
            ..Limits::default()
        };
        let mut kept = Kept::default();
        let mut sink = Budgeted::new(&mut kept, &limits, 10);
        for name in ["a", "b"] {
            hand_over(&mut sink, head(name), &mut b"x".as_slice()).unwrap();
        }
        let fault = hand_over(&mut sink, head("c"), &mut b"x".as_slice()).unwrap_err();
        assert!(fault.to_string().contains("`members` of 2"));
        assert_eq!(kept.0.len(), 2);
    }

    #[test]
    fn a_bomb_is_stopped_by_its_ratio() {
        let limits = Limits::default();
        let mut kept = Kept::default();
        let mut sink = Budgeted::new(&mut kept, &limits, 1000);
        hand_over(&mut sink, head("zeros"), &mut std::io::repeat(0)).unwrap();
        let told = kept.0[0].2.clone().unwrap();
        assert_eq!(told.state, ItemState::OverLimit);
        assert!(told.reason.contains("`ratio` of 200"));
        assert!(kept.0[0].1 as u64 <= crate::limits::RATIO_FREE_BYTES);
    }
}
