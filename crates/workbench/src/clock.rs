//! Where the time comes from. The rest of the workbench is handed it.

use domain::Moment;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time. The machine's own unless a test brings another.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Moment + Send + Sync>);

impl Clock {
    /// The machine's clock. It may be wrong; order comes from the ledger.
    pub fn of_this_machine() -> Self {
        Self::new(|| {
            let ms = match SystemTime::now().duration_since(UNIX_EPOCH) {
                Ok(after) => i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
                Err(before) => {
                    i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |ms| -ms)
                }
            };
            Moment::from_unix_ms(ms)
        })
    }

    /// A clock that asks `tell`.
    pub fn new(tell: impl Fn() -> Moment + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// The time now.
    pub fn now(&self) -> Moment {
        (self.0)()
    }
}
