//! What is called a copy, and what is not.

mod curve;
mod noise;
mod papers;
mod pictures;
