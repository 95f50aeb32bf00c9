//! Which items have a value: found at once, kept in two plain lists.

/// Values and, for each, the items that have it, smallest first.
#[derive(Debug)]
pub(crate) struct Places {
    values: Vec<u32>,
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Places {
    /// Of pairs of value and item, sorted.
    pub(crate) fn of(sorted: &[(u32, u32)]) -> Self {
        let mut places = Self {
            values: Vec::new(),
            starts: Vec::new(),
            items: sorted.iter().map(|(_, item)| *item).collect(),
        };
        for (at, (value, _)) in (0u32..).zip(sorted) {
            if places.values.last() != Some(value) {
                places.values.push(*value);
                places.starts.push(at);
            }
        }
        places
    }

    /// The items that have this value.
    pub(crate) fn at(&self, value: u32) -> &[u32] {
        let Ok(place) = self.values.binary_search(&value) else {
            return &[];
        };
        let start = self.starts.get(place).map_or(0, |start| *start as usize);
        let end = self
            .starts
            .get(place + 1)
            .map_or(self.items.len(), |end| *end as usize);
        self.items.get(start..end).unwrap_or_default()
    }
}
