//! Who is signed in: held on the server, named by a random cookie.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::UserName;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Name of the cookie that carries the session's name.
pub const COOKIE: &str = "isnad_session";

/// A sign-in ends after this time, used or not.
const LIFE_MAX: Duration = Duration::from_secs(12 * 3600);

/// 256 random bits as text.
///
/// # Errors
/// Where the system gives none; the caller refuses to go on.
pub fn random_name() -> Result<String, getrandom::Error> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// One sign-in.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who signed in.
    pub user: UserName,
    /// What every form of this session must carry.
    pub csrf: String,
    opened: Instant,
    last_seen: Instant,
}

/// What the session cookie stands for.
pub enum Found {
    /// A live session.
    Live(Box<Session>),
    /// One that ended for want of use.
    Idle(UserName),
    /// None.
    Nobody,
}

/// All sign-ins of this process. They end with it.
pub struct Sessions {
    idle_max: Duration,
    by_name: Mutex<HashMap<String, Session>>,
}

impl Sessions {
    /// No sessions yet; they end after `idle_max` without a request.
    pub fn new(idle_max: Duration) -> Self {
        Self {
            idle_max,
            by_name: Mutex::new(HashMap::new()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        // A panic while holding the lock leaves the map whole: every change is one insert or remove.
        self.by_name.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a session under a fresh name, which is returned.
    ///
    /// # Errors
    /// Where the system gives no random bytes.
    pub fn open(&self, user: UserName, now: Instant) -> Result<String, getrandom::Error> {
        let (name, csrf) = (random_name()?, random_name()?);
        let session = Session {
            user,
            csrf,
            opened: now,
            last_seen: now,
        };
        let mut sessions = self.lock();
        sessions.retain(|_, s| now.duration_since(s.opened) < LIFE_MAX);
        sessions.insert(name.clone(), session);
        Ok(name)
    }

    /// The session of that name; using it keeps it alive.
    pub fn find(&self, name: &str, now: Instant) -> Found {
        let mut sessions = self.lock();
        let Some(session) = sessions.get_mut(name) else {
            return Found::Nobody;
        };
        if now.duration_since(session.last_seen) >= self.idle_max
            || now.duration_since(session.opened) >= LIFE_MAX
        {
            let user = session.user.clone();
            sessions.remove(name);
            return Found::Idle(user);
        }
        session.last_seen = now;
        Found::Live(Box::new(session.clone()))
    }

    /// Ends a session.
    pub fn close(&self, name: &str) -> Option<UserName> {
        self.lock().remove(name).map(|session| session.user)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions() -> Sessions {
        Sessions::new(Duration::from_secs(600))
    }

    fn user() -> UserName {
        "a.analyst".parse().unwrap()
    }

    #[test]
    fn a_session_ends_when_nobody_uses_it() {
        let (sessions, start) = (sessions(), Instant::now());
        let name = sessions.open(user(), start).unwrap();
        let later = start + Duration::from_secs(599);
        assert!(matches!(sessions.find(&name, later), Found::Live(_)));
        let idle = later + Duration::from_secs(600);
        assert!(matches!(sessions.find(&name, idle), Found::Idle(_)));
        assert!(matches!(sessions.find(&name, idle), Found::Nobody));
    }

    #[test]
    fn a_session_in_steady_use_ends_all_the_same() {
        let (sessions, start) = (sessions(), Instant::now());
        let name = sessions.open(user(), start).unwrap();
        let mut now = start;
        while now < start + LIFE_MAX - Duration::from_secs(300) {
            assert!(matches!(sessions.find(&name, now), Found::Live(_)));
            now += Duration::from_secs(300);
        }
        assert!(matches!(
            sessions.find(&name, start + LIFE_MAX),
            Found::Idle(_)
        ));
    }

    #[test]
    fn every_sign_in_has_its_own_name_and_token() {
        let (sessions, now) = (sessions(), Instant::now());
        let (one, two) = (
            sessions.open(user(), now).unwrap(),
            sessions.open(user(), now).unwrap(),
        );
        assert_ne!(one, two);
        assert_eq!(one.len(), 43);
        let (Found::Live(a), Found::Live(b)) = (sessions.find(&one, now), sessions.find(&two, now))
        else {
            panic!("both are open");
        };
        assert_ne!(a.csrf, b.csrf);
        sessions.close(&one);
        assert!(matches!(sessions.find(&one, now), Found::Nobody));
        assert!(matches!(sessions.find(&two, now), Found::Live(_)));
    }
}
