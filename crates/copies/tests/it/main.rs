//! What is called a copy, and what is not.

#![allow(
    clippy::indexing_slicing,
    reason = "pictures and words of a size that the test itself chose"
)]

mod curve;
mod noise;
mod papers;
mod pictures;
