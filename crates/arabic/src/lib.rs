//! Arabic script, names and written numbers: pure functions over tables.
//!
//! Every rule stands in a table under `tables/`, with its source beside it, so that a linguist can
//! correct it without reading code. Nothing here reads a file, a clock or a network.

pub mod code_page;
pub mod fold;
pub mod letters;
pub mod names;
pub mod quality;
pub mod skeleton;
mod slip;
pub mod table;
pub mod tokens;
pub mod trigrams;
pub mod visual_order;

pub use code_page::CodePage;
pub use fold::Classes;
pub use quality::Quality;
pub use slip::slips;
pub use tokens::Token;
