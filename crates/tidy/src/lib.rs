//! Holds the tree to its own rules; everything is in `tests/it`.
