//! Lists that are read on from where they ended, and pages that are counted.

/// One step of a pager: a page or a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A page that can be opened.
    Page(u64),
    /// The page that is open.
    Here(u64),
    /// Pages left out.
    Gap,
}

/// Pages of a list of known length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// The open page, counted from 1.
    pub page: u64,
    /// How many there are; at least 1.
    pub pages: u64,
    /// Place of the first entry on this page, counted from 1.
    pub first: u64,
    /// Place of the last entry on this page.
    pub last: u64,
    /// Entries in all.
    pub total: u64,
}

impl Pager {
    /// The pager of a list with `total` entries.
    pub fn new(total: u64, per_page: u64, page: u64) -> Self {
        let per_page = per_page.max(1);
        let pages = total.div_ceil(per_page).max(1);
        let page = page.clamp(1, pages);
        let first = (page - 1) * per_page + 1;
        Self {
            page,
            pages,
            first,
            last: (page * per_page).min(total),
            total,
        }
    }

    /// First, last, and the pages around the open one.
    pub fn steps(&self) -> Vec<Step> {
        let near = self.page.saturating_sub(1).max(1)..=(self.page + 1).min(self.pages);
        let mut shown: Vec<u64> = [1, self.pages].into_iter().chain(near).collect();
        shown.sort_unstable();
        shown.dedup();
        let mut steps = Vec::new();
        let mut before = 0;
        for page in shown {
            if page > before + 1 {
                steps.push(Step::Gap);
            }
            steps.push(if page == self.page {
                Step::Here(page)
            } else {
                Step::Page(page)
            });
            before = page;
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_long_list_shows_its_ends_and_its_middle() {
        use Step::{Gap, Here, Page};
        let steps = Pager::new(1284, 20, 9).steps();
        assert_eq!(
            steps,
            [Page(1), Gap, Page(8), Here(9), Page(10), Gap, Page(65)]
        );
        assert_eq!(Pager::new(0, 20, 7).steps(), [Here(1)]);
    }

    proptest! {
        #[test]
        fn every_entry_is_on_exactly_one_page(total in 0u64..500, per_page in 1u64..50) {
            let pages = Pager::new(total, per_page, 1).pages;
            let mut next = 1;
            for page in 1..=pages {
                let pager = Pager::new(total, per_page, page);
                if total > 0 {
                    prop_assert_eq!(pager.first, next);
                    next = pager.last + 1;
                }
            }
            prop_assert!(total == 0 || next == total + 1);
        }
    }
}
