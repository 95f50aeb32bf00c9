//! Taking an original out of the store: its own right, with a reason, as bytes to keep and never
//! as something a browser opens.

use super::Desk;
use super::document::number;
use super::refused::Refused;
use super::visit::{Posted, SignedIn};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use futures_core::Stream;
use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Bytes handed over at once.
const CHUNK_BYTES: usize = 64 * 1024;

enum Part {
    Chunk(Bytes),
    Failed(Box<Refused>),
    End,
}

/// Sends the original, piece by piece; nothing is laid down in between.
pub async fn download(
    State(desk): State<Desk>,
    who: SignedIn,
    Path(id): Path<String>,
    posted: Posted,
) -> Result<Response, Refused> {
    let id = number(&id)?;
    let reason = posted.get("reason").trim().to_owned();
    if reason.is_empty() {
        return Err(Refused::input("reason-required"));
    }
    let (send, mut receive) = channel(4);
    let (by, asked, store) = (who.by(), id.clone(), desk.clone());
    tokio::task::spawn_blocking(move || {
        let mut out = Chunks {
            send: send.clone(),
            held: Vec::with_capacity(CHUNK_BYTES),
        };
        let done = store.store.original(&by, &asked, &reason, &mut out);
        let last = match done {
            Ok(()) => out.flush().map_or(Part::End, |()| Part::End),
            Err(error) => Part::Failed(Box::new(Refused::from(error))),
        };
        // A reader that went away wants no end either.
        drop(send.blocking_send(last));
    });
    // A refusal comes before the first byte and is answered as a refusal.
    let first = match receive.recv().await {
        Some(Part::Chunk(bytes)) => Some(bytes),
        Some(Part::End) => None,
        Some(Part::Failed(refused)) => return Err(*refused),
        None => return Err(Refused::internal("an original was cut off")),
    };
    let ended = first.is_none();
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{id}.bin\""),
        ),
    ];
    Ok((
        headers,
        Body::from_stream(Parts {
            first,
            receive,
            ended,
        }),
    )
        .into_response())
}

/// Collects what the store writes into chunks.
struct Chunks {
    send: Sender<Part>,
    held: Vec<u8>,
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= CHUNK_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let chunk = Bytes::from(std::mem::take(&mut self.held));
        self.send
            .blocking_send(Part::Chunk(chunk))
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

struct Parts {
    first: Option<Bytes>,
    receive: Receiver<Part>,
    ended: bool,
}

impl Stream for Parts {
    type Item = io::Result<Bytes>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        if self.ended {
            return Poll::Ready(None);
        }
        let part = match self.receive.poll_recv(context) {
            Poll::Ready(part) => part,
            Poll::Pending => return Poll::Pending,
        };
        match part {
            Some(Part::Chunk(bytes)) => Poll::Ready(Some(Ok(bytes))),
            Some(Part::End) => {
                self.ended = true;
                Poll::Ready(None)
            }
            // INVARIANT: a copy that broke off never looks complete; the connection is cut instead.
            Some(Part::Failed(_)) | None => {
                self.ended = true;
                Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())))
            }
        }
    }
}
