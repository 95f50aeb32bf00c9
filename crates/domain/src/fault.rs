//! What went wrong, in a form that every language file can put into words.

/// Who is at fault; the exit code of the program follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// What the person gave is wrong or cannot be used. Exit code 2.
    Input,
    /// What was asked for is not there. Exit code 5.
    NotFound,
    /// The person may not do this. Exit code 3.
    NotAllowed,
    /// A second person must agree first. Exit code 6.
    NeedsSecondPerson,
    /// Somebody else was faster; what it rested on is not so any more. Exit code 6.
    Conflict,
    /// Another process holds what is needed. Exit code 8.
    Busy,
    /// This machine could not do it: disk full, program missing, permission of the system. Exit code 2.
    Machine,
    /// Bytes or history are not what they were. Exit code 4.
    Integrity,
    /// A mistake in isnad itself. Exit code 70.
    Internal,
}

impl Family {
    /// The process exit code that stands for this family.
    pub const fn exit_code(self) -> u8 {
        match self {
            Family::Input | Family::Machine => 2,
            Family::NotAllowed => 3,
            Family::Integrity => 4,
            Family::NotFound => 5,
            Family::NeedsSecondPerson | Family::Conflict => 6,
            Family::Busy => 8,
            Family::Internal => 70,
        }
    }
}

/// A fault as the translation files know it: the key of its sentence and the values in it.
///
/// The sentence `fault-<id>` says what is wrong, `fault-<id>-remedy` what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Key in the translation files, without the prefix `fault-`.
    pub id: &'static str,
    /// Who is at fault.
    pub family: Family,
    /// Values that stand in the sentence, by name.
    pub args: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault without values.
    pub const fn new(id: &'static str, family: Family) -> Self {
        Self {
            id,
            family,
            args: Vec::new(),
        }
    }

    /// Adds a value to the sentence. Never a name of a protected person.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// An error that can be told to a person.
pub trait Report {
    /// The fault behind this error.
    fn fault(&self) -> Fault;
}
