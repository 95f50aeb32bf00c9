//! A person of the invented population.

use super::name_stock::NameId;
use super::planted::Case;

/// A day of birth. Months have at most 28 days here, so that every day exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Birth {
    pub(super) year: i64,
    pub(super) month: i64,
    pub(super) day: i64,
}

/// Where somebody was born into: the clan, and in it the household of the parents. 0 is the
/// grandparents'.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Household {
    pub(super) clan: u32,
    pub(super) number: u32,
}

/// Who somebody is, as nobody's list has it.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: u32,
    pub(super) given: NameId,
    pub(super) father: NameId,
    pub(super) grandfather: NameId,
    pub(super) mother: NameId,
    pub(super) mother_family: NameId,
    pub(super) family: NameId,
    pub(super) male: bool,
    pub(super) birth: Birth,
    pub(super) town: u32,
    /// The number of the family in the register of its town; brothers' households often share it.
    pub(super) register: i64,
    pub(super) national: u64,
    pub(super) household: Household,
    /// The father, where he is a person of this population himself.
    pub(super) father_id: Option<u32>,
    pub(super) mother_id: Option<u32>,
    /// The name of the first son, by which people call the parents.
    pub(super) first_son: Option<NameId>,
    /// The planted case of which this person is a part.
    pub(super) case: Option<Case>,
}
