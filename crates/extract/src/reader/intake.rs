//! Members of a container as a child hands them over.

use super::Broken;
use crate::fault::ReadFault;
use crate::format::{FormatFault, MemberSink};
use crate::limits::{LimitKind, Limits};
use crate::protocol;
use crate::reading::{MemberHead, MemberProblem};
use domain::ItemState;

/// Members as they come in, under the parent's own count.
pub(super) struct Intake<'a> {
    sink: &'a mut dyn MemberSink,
    limits: &'a Limits,
    /// Members so far.
    pub(super) count: u64,
    bytes: u64,
    open: bool,
    /// Why the sink takes no more of the open member.
    full: Option<MemberProblem>,
    /// Why not all of them were taken over.
    pub(super) cut: Option<String>,
}

impl<'a> Intake<'a> {
    pub(super) fn new(sink: &'a mut dyn MemberSink, limits: &'a Limits) -> Self {
        Self {
            sink,
            limits,
            count: 0,
            bytes: 0,
            open: false,
            full: None,
            cut: None,
        }
    }

    pub(super) fn begin(&mut self, body: &[u8]) -> Result<(), Broken> {
        if self.open {
            return Err(Broken::Io(protocol::garbled()));
        }
        let head: MemberHead = protocol::value(body).map_err(Broken::Io)?;
        self.count = self.count.saturating_add(1);
        let cut = "the members after that number were not taken over";
        let within = self.limits.within(LimitKind::Members, self.count, cut);
        within.map_err(|hit| Broken::Format(hit.into()))?;
        self.open = true;
        match self.sink.begin(head) {
            Err(FormatFault::Over(hit)) => self.stop_taking(hit.to_string()),
            other => return other.map_err(Broken::Format),
        }
        Ok(())
    }

    pub(super) fn data(&mut self, body: &[u8]) -> Result<(), Broken> {
        if !self.open {
            return Err(Broken::Io(protocol::garbled()));
        }
        self.bytes = self.bytes.saturating_add(body.len() as u64);
        let cut = "the rest was not taken over";
        let within = self.limits.within(LimitKind::OutputBytes, self.bytes, cut);
        within.map_err(|hit| Broken::Format(hit.into()))?;
        if self.full.is_some() {
            return Ok(());
        }
        match self.sink.write(body) {
            Err(FormatFault::Over(hit)) => self.stop_taking(hit.to_string()),
            other => return other.map_err(Broken::Format),
        }
        Ok(())
    }

    pub(super) fn end(&mut self, body: &[u8]) -> Result<(), Broken> {
        if !self.open {
            return Err(Broken::Io(protocol::garbled()));
        }
        let problem: Option<MemberProblem> = protocol::value(body).map_err(Broken::Io)?;
        self.open = false;
        let problem = self.full.take().or(problem);
        self.sink.end(problem).map_err(Broken::Format)
    }

    fn stop_taking(&mut self, reason: String) {
        self.cut.get_or_insert_with(|| reason.clone());
        self.full = Some(MemberProblem {
            state: ItemState::OverLimit,
            reason,
        });
    }

    /// Closes a member that was left open by a child that is gone.
    pub(super) fn finish(&mut self, gone: Option<(ItemState, &str)>) -> Result<(), ReadFault> {
        if !std::mem::take(&mut self.open) {
            return Ok(());
        }
        let (state, why) = gone.unwrap_or((ItemState::Damaged, "it has no end"));
        let reason = format!("the container was not read to its end: {why}");
        match self.sink.end(Some(MemberProblem { state, reason })) {
            Err(FormatFault::Machine(error)) => Err(ReadFault::Members(error)),
            _ => Ok(()),
        }
    }
}
