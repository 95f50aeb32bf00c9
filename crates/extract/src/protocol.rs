//! What parent and child say to each other: frames over a pair of sockets.
//!
//! A frame is a length (u32, little endian, of what follows it), a tag (one byte) and a body. The
//! file to read goes along with its request as an open, read-only file (SCM_RIGHTS), so that the
//! child never opens one by name. The parent trusts nothing that comes back: lengths, counts and
//! sums are held to the limits again.

use crate::format::ReadOptions;
use crate::limits::Limits;
use rustix::net::{
    RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fs::File;
use std::io::{self, IoSlice, IoSliceMut, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;

/// The longest body of a frame, in bytes.
pub(crate) const FRAME_BYTES: usize = 1024 * 1024;

/// What a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    /// Parent: settings, before the fence goes up. Body: [`Start`].
    Start,
    /// Child: the fence is up. Body: `FenceReport`.
    Hello,
    /// Parent: read the file that comes along. Body: [`Request`].
    Request,
    /// Child: a member begins. Body: `MemberHead`.
    MemberBegin,
    /// Child: bytes of the member.
    MemberData,
    /// Child: the member ends. Body: `Option<MemberProblem>`.
    MemberEnd,
    /// Child: a page is about to be read optically, which takes its own time.
    Step,
    /// Child: a piece of the answer.
    Answer,
    /// Child: the answer is whole. Body: `true` where the child can take another file.
    Done,
    /// Child: rows of pixels.
    Pixels,
    /// Child: the type of the file, before it is read.
    Kind,
    /// Child: processor time that optical reading took, in milliseconds, eight bytes, little endian.
    Spent,
}

impl Tag {
    const ALL: [Tag; 12] = [
        Tag::Start,
        Tag::Hello,
        Tag::Request,
        Tag::MemberBegin,
        Tag::MemberData,
        Tag::MemberEnd,
        Tag::Step,
        Tag::Answer,
        Tag::Done,
        Tag::Pixels,
        Tag::Kind,
        Tag::Spent,
    ];

    const fn byte(self) -> u8 {
        match self {
            Tag::Start => b'S',
            Tag::Hello => b'H',
            Tag::Request => b'R',
            Tag::MemberBegin => b'b',
            Tag::MemberData => b'd',
            Tag::MemberEnd => b'e',
            Tag::Step => b's',
            Tag::Answer => b'a',
            Tag::Done => b'z',
            Tag::Pixels => b'p',
            Tag::Kind => b'k',
            Tag::Spent => b'c',
        }
    }
}

/// What the child must know before it raises the fence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Start {
    /// The limits the kernel holds.
    pub limits: Limits,
    /// The folder of the models that the optical reader reads with; that of the program where absent.
    pub ocr_models: Option<PathBuf>,
}

/// What the parent asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Request {
    /// Read the file.
    Read {
        /// The name it came with.
        name: Vec<u8>,
        /// What shapes the reading.
        options: ReadOptions,
    },
    /// Draw one page of the file.
    Render {
        /// What of it, and how.
        drawing: Drawing,
        /// The bounds.
        limits: Limits,
    },
    /// Try to do what the fence forbids.
    Probe(Probe),
    /// Tell which external programs run.
    Programs,
    /// Tell the most memory that was held.
    Peak,
}

/// How much of what a picture shows is let through.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// As it is.
    #[default]
    Colour,
    /// Without colour.
    Grey,
    /// Without colour, and so blurred that shapes and places can be told, and nothing finer.
    Blurred,
}

/// What is to be drawn of a file, and how.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// The page, counted from 1.
    pub page: u32,
    /// The corners of a label of a photograph, where only that is wanted, set upright; as
    /// [`crate::Label::polygon`] has them.
    pub label: Option<[[f32; 2]; 4]>,
    /// How much is let through.
    pub look: Look,
    /// The longer side of what is drawn, in pixels, at most.
    pub max_px: u32,
}

impl Drawing {
    /// A page as it is.
    pub const fn page(page: u32, max_px: u32) -> Self {
        Self {
            page,
            label: None,
            look: Look::Colour,
            max_px,
        }
    }
}

/// Something the fence forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Probe {
    /// Open a connection.
    Connect,
    /// Open a file of this machine that is no program or library.
    OpenFile,
    /// Write outside the private folder.
    WriteFile,
    /// Start processes without end.
    ForkBomb,
    /// Take twice the memory of the limit.
    Memory,
    /// Become another user.
    Privilege,
}

impl Probe {
    /// Every probe.
    pub const ALL: [Probe; 6] = [
        Probe::Connect,
        Probe::OpenFile,
        Probe::WriteFile,
        Probe::ForkBomb,
        Probe::Memory,
        Probe::Privilege,
    ];
}

/// Sends one frame.
pub(crate) fn send(stream: &mut UnixStream, tag: Tag, body: &[u8]) -> io::Result<()> {
    let head = head(tag, body)?;
    // Small frames go out in one piece: two writes would wake the other side twice.
    if body.len() <= 4096 {
        stream.write_all(&[head.as_slice(), body].concat())
    } else {
        stream.write_all(&head)?;
        stream.write_all(body)
    }
}

/// Sends one frame with a value as JSON.
pub(crate) fn send_value(
    stream: &mut UnixStream,
    tag: Tag,
    value: &impl Serialize,
) -> io::Result<()> {
    send(stream, tag, &serde_json::to_vec(value)?)
}

/// Sends a value as JSON in as many frames as it takes.
pub(crate) fn send_long(
    stream: &mut UnixStream,
    tag: Tag,
    value: &impl Serialize,
) -> io::Result<()> {
    for piece in serde_json::to_vec(value)?.chunks(FRAME_BYTES) {
        send(stream, tag, piece)?;
    }
    Ok(())
}

/// The body of [`Tag::Done`] where a program that the child had started was killed from outside.
pub(crate) const KILLED: &[u8] = b"killed";

/// Sends a request, with a file along.
pub(crate) fn send_request(
    stream: &mut UnixStream,
    request: &Request,
    file: Option<&File>,
) -> io::Result<()> {
    let body = serde_json::to_vec(request)?;
    let head = head(Tag::Request, &body)?;
    let Some(file) = file else {
        return send(stream, Tag::Request, &body);
    };
    let files = [file.as_fd()];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut along = SendAncillaryBuffer::new(&mut space);
    along.push(SendAncillaryMessage::ScmRights(&files));
    // The file travels with the first bytes; the rest follows as a stream.
    let sent = rustix::net::sendmsg(
        &*stream,
        &[IoSlice::new(&head)],
        &mut along,
        SendFlags::NOSIGNAL,
    )?;
    stream.write_all(head.get(sent..).unwrap_or_default())?;
    stream.write_all(&body)
}

/// Receives a request; none where the parent is gone.
pub(crate) fn receive_request(
    stream: &mut UnixStream,
) -> io::Result<Option<(Request, Option<OwnedFd>)>> {
    let mut head = [0u8; 5];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut along = RecvAncillaryBuffer::new(&mut space);
    let got = rustix::net::recvmsg(
        &*stream,
        &mut [IoSliceMut::new(&mut head)],
        &mut along,
        RecvFlags::CMSG_CLOEXEC,
    )?;
    if got.bytes == 0 {
        return Ok(None);
    }
    let mut file = None;
    for message in along.drain() {
        if let RecvAncillaryMessage::ScmRights(files) = message {
            file = files.last();
        }
    }
    stream.read_exact(head.get_mut(got.bytes..).unwrap_or_default())?;
    let (length, tag) = parse_head(head)?;
    if tag != Tag::Request {
        return Err(garbled());
    }
    let mut body = vec![0u8; length];
    stream.read_exact(&mut body)?;
    Ok(Some((serde_json::from_slice(&body)?, file)))
}

/// Receives one frame; its body is left in `body`.
pub(crate) fn receive(stream: &mut impl Read, body: &mut Vec<u8>) -> io::Result<Tag> {
    let mut head = [0u8; 5];
    stream.read_exact(&mut head)?;
    let (length, tag) = parse_head(head)?;
    body.resize(length, 0);
    stream.read_exact(body)?;
    Ok(tag)
}

/// Reads a value from a frame's body.
pub(crate) fn value<T: DeserializeOwned>(body: &[u8]) -> io::Result<T> {
    serde_json::from_slice(body).map_err(|_| garbled())
}

fn head(tag: Tag, body: &[u8]) -> io::Result<[u8; 5]> {
    let length = u32::try_from(body.len())
        .ok()
        .filter(|n| *n as usize <= FRAME_BYTES);
    let [a, b, c, d] = length.ok_or_else(garbled)?.to_le_bytes();
    Ok([a, b, c, d, tag.byte()])
}

fn parse_head([a, b, c, d, tag]: [u8; 5]) -> io::Result<(usize, Tag)> {
    let length = u32::from_le_bytes([a, b, c, d]) as usize;
    let tag = Tag::ALL
        .into_iter()
        .find(|known| known.byte() == tag)
        .ok_or_else(garbled)?;
    if length > FRAME_BYTES {
        Err(garbled())
    } else {
        Ok((length, tag))
    }
}

/// What came is no frame.
pub(crate) fn garbled() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "the reader child sent no proper frame",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_survives_the_way() {
        let (mut here, mut there) = UnixStream::pair().unwrap();
        send(&mut here, Tag::MemberData, b"bytes").unwrap();
        let mut body = Vec::new();
        assert_eq!(receive(&mut there, &mut body).unwrap(), Tag::MemberData);
        assert_eq!(body, b"bytes");
    }

    #[test]
    fn a_length_beyond_the_limit_is_refused_before_memory_is_taken() {
        let mut frame: &[u8] = &[0xFF, 0xFF, 0xFF, 0xFF, b'd'];
        assert!(receive(&mut frame, &mut Vec::new()).is_err());
        let mut unknown: &[u8] = &[0, 0, 0, 0, b'?'];
        assert!(receive(&mut unknown, &mut Vec::new()).is_err());
    }

    #[test]
    fn a_file_travels_with_its_request() {
        let (mut here, mut there) = UnixStream::pair().unwrap();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"content").unwrap();
        let request = Request::Probe(Probe::Connect);
        send_request(&mut here, &request, Some(&file)).unwrap();
        let (got, along) = receive_request(&mut there).unwrap().unwrap();
        assert_eq!(got, request);
        assert_eq!(File::from(along.unwrap()).metadata().unwrap().len(), 7);
        drop(here);
        assert!(receive_request(&mut there).unwrap().is_none());
    }
}
