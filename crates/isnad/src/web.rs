//! The workbench in the browser: pages made on the server, one place that holds the access rule,
//! nothing loaded from anywhere else.

mod address;
mod api;
mod asset;
mod batch;
mod copies;
mod correction;
mod document;
mod guard;
mod intake;
mod items;
mod list;
mod listing;
mod matching;
mod original;
mod page_pane;
mod page_text;
mod photos;
mod processing;
mod record;
mod refused;
mod report;
mod reveal;
mod search;
mod search_form;
mod search_view;
mod session;
mod shell;
mod sign_in;
mod text_api;
mod throttle;
mod visit;

pub use photos::PAUSE_AFTER;

use crate::texts::{Texts, TextsBroken};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use domain::{Family, Fault, Report};
use refused::Refused;
use std::collections::BTreeSet;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use workbench::{Store, WorkbenchError};

/// How the workbench is served.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Address and port; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Minutes without a request after which a sign-in ends.
    pub idle_lock_min: u64,
    /// Uncovered pictures without a pause after which a person is asked whether to pause.
    pub pause_after: u32,
    /// Permit an address that other machines can reach. The connection is not encrypted: a proxy
    /// that speaks TLS must stand in front.
    pub beyond_this_machine: bool,
    /// Names under which browsers reach the workbench, beside the address itself; needed behind a proxy.
    pub hosts: Vec<String>,
}

/// Why the workbench could not be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address can be reached from other machines and nobody asked for that.
    #[error("`{0}` can be reached from other machines")]
    NotLoopback(SocketAddr),
    /// The system refused the address.
    #[error("the address `{listen}` cannot be used: {source}")]
    Listen {
        /// The address.
        listen: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The embedded texts are broken.
    #[error(transparent)]
    Texts(#[from] TextsBroken),
    /// The system gave no threads, or serving ended by itself.
    #[error("serving stopped: {0}")]
    Stopped(std::io::Error),
}

impl Report for ServeError {
    fn fault(&self) -> Fault {
        match self {
            ServeError::NotLoopback(listen) => {
                Fault::new("listen-not-loopback", Family::Input).with("listen", listen)
            }
            ServeError::Listen { listen, source } => Fault::new("listen-refused", Family::Machine)
                .with("listen", listen)
                .with("reason", source),
            ServeError::Texts(broken) => {
                Fault::new("texts-broken", Family::Internal).with("reason", broken)
            }
            ServeError::Stopped(source) => {
                Fault::new("serving-stopped", Family::Machine).with("reason", source)
            }
        }
    }
}

/// What every request can reach.
#[derive(Clone)]
struct Desk(Arc<DeskParts>);

struct DeskParts {
    store: Store,
    texts: Texts,
    sessions: session::Sessions,
    throttle: throttle::Throttle,
    pause_after: u32,
    /// Values of the `Host` header that are answered; anything else is DNS rebinding or a mistake.
    hosts: BTreeSet<String>,
}

impl std::ops::Deref for Desk {
    type Target = DeskParts;

    fn deref(&self) -> &DeskParts {
        &self.0
    }
}

impl Desk {
    /// Asks the engine on a thread that may block.
    async fn ask<T, F>(&self, question: F) -> Result<T, Refused>
    where
        T: Send + 'static,
        F: FnOnce(&Store) -> Result<T, WorkbenchError> + Send + 'static,
    {
        let desk = self.clone();
        match tokio::task::spawn_blocking(move || question(&desk.store)).await {
            Ok(answer) => answer.map_err(Refused::from),
            Err(_) => Err(Refused::internal("a question to the store was cut off")),
        }
    }
}

/// Serves the workbench until SIGINT or SIGTERM. Prints its address on standard output.
///
/// # Errors
/// Where the address may not or cannot be used, or the system ends the serving.
pub fn serve(store: Store, options: ServeOptions) -> anyhow::Result<()> {
    if !options.listen.ip().is_loopback() && !options.beyond_this_machine {
        return Err(ServeError::NotLoopback(options.listen).into());
    }
    let texts = Texts::load().map_err(ServeError::from)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(ServeError::Stopped)?;
    runtime.block_on(run(store, texts, options))
}

async fn run(store: Store, texts: Texts, options: ServeOptions) -> anyhow::Result<()> {
    let refused = |source| ServeError::Listen {
        listen: options.listen,
        source,
    };
    let listener = tokio::net::TcpListener::bind(options.listen)
        .await
        .map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    let desk = Desk(Arc::new(DeskParts {
        store,
        texts,
        sessions: session::Sessions::new(Duration::from_secs(options.idle_lock_min.max(1) * 60)),
        throttle: throttle::Throttle::default(),
        pause_after: options.pause_after,
        hosts: hosts_of(address, &options.hosts),
    }));
    let mut out = std::io::stdout();
    writeln!(out, "http://{address}/")
        .and_then(|()| out.flush())
        .map_err(ServeError::Stopped)?;
    axum::serve(
        listener,
        routes(desk).into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(asked_to_stop())
    .await
    .map_err(ServeError::Stopped)?;
    Ok(())
}

/// Every name by which a browser on this machine may call the workbench.
fn hosts_of(address: SocketAddr, more: &[String]) -> BTreeSet<String> {
    let port = address.port();
    let own = [address.to_string()];
    let local = ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{port}"));
    let mut hosts: BTreeSet<String> = own.into_iter().collect();
    if address.ip().is_loopback() {
        hosts.extend(local);
    }
    hosts.extend(more.iter().map(|host| host.to_ascii_lowercase()));
    hosts
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => tokio::select! {
            _ = interrupt => {},
            _ = terminate.recv() => {},
        },
        Err(_) => drop(interrupt.await),
    }
}

/// Longest form body: a batch of queries is the largest thing a person sends.
const BODY_MAX_BYTES: usize = 512 * 1024;

fn routes(desk: Desk) -> Router {
    Router::new()
        .route("/", get(search::home))
        .route("/sign-in", get(sign_in::form).post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/language", post(sign_in::language))
        .route("/search", get(search::screen))
        .route("/search/result", get(search::nth_result))
        .route("/search/batch", get(batch::form).post(batch::run))
        .route("/documents/{id}", get(document::screen))
        .route(
            "/documents/{id}/verify",
            get(document::back).post(document::verify),
        )
        .route("/documents/{id}/compare/{other}", get(copies::compare))
        .route("/documents/{id}/proof", get(document::proof))
        .route(
            "/documents/{id}/original",
            get(document::back).post(original::download),
        )
        .route("/documents/{id}/pages/{n}/image", get(reveal::image))
        .route(
            "/documents/{id}/pages/{n}/reveal",
            get(document::back_to_page).post(reveal::reveal),
        )
        .route(
            "/documents/{id}/pages/{n}/print",
            get(document::back_to_page).post(reveal::print),
        )
        .route("/cover", get(search::home).post(reveal::cover))
        .route("/photos", get(photos::figures::screen))
        .route("/photos/figures.csv", get(photos::figures::csv))
        .route("/photos/set", get(photos::set::screen))
        .route("/photos/labels", get(photos::queue::screen))
        .route("/photos/{id}", get(photos::to_viewer))
        .route("/photos/{id}/labels/{label}/image", get(reveal::label))
        .route(
            "/photos/{id}/label",
            get(photos::to_viewer).post(photos::said::read),
        )
        .route(
            "/photos/{id}/description",
            get(photos::to_viewer).post(photos::said::describe),
        )
        .route(
            "/documents/{id}/pages/{n}/corrections",
            get(document::back_to_page).post(correction::save),
        )
        .route("/intake", get(intake::list))
        .route("/intake/{accession}", get(intake::detail))
        .route("/intake/{accession}/receipt", get(intake::receipt))
        .route("/processing", get(processing::screen))
        .route("/processing/report", get(report::screen))
        .route("/items", get(items::screen))
        .route("/lists", get(list::all))
        .route("/lists/{accession}", get(list::one))
        .route("/records/{id}", get(list::record))
        .route("/matches", get(matching::queue::screen))
        .route("/matches/{id}", get(matching::lead::screen))
        .route(
            "/matches/{id}/reading",
            get(matching::lead::back).post(matching::lead::read),
        )
        .route(
            "/matches/{id}/decision",
            get(matching::lead::back).post(matching::lead::decide),
        )
        .route(
            "/matches/{id}/withdrawal",
            get(matching::lead::back).post(matching::lead::withdraw),
        )
        .route(
            "/persons",
            get(matching::person::form).post(matching::person::find),
        )
        .route(
            "/persons/{id}",
            get(matching::person::screen).post(matching::person::open),
        )
        .route(
            "/persons/{id}/unlink",
            get(matching::person::back).post(matching::person::unlink),
        )
        .route("/consultations", get(record::consultations))
        .route("/people", get(record::people))
        .route("/shortcuts", get(record::shortcuts))
        .route("/assets/{*path}", get(asset::serve))
        .nest("/api/v1", api::routes())
        .fallback(refused::no_such_page)
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(axum::middleware::from_fn_with_state(
            desk.clone(),
            guard::around,
        ))
        .with_state(desk)
}
