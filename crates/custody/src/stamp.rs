//! Time stamps (RFC 3161): asking for one, and reading the answer.
//!
//! Read here: status, imprint, nonce and time. The authority's own signature is checked with its
//! certificate by `openssl ts -verify`; a court brings its own trust in the authority.

use crate::error::{CustodyError, Result};
use cms::content_info::ContentInfo;
use cms::signed_data::EncapsulatedContentInfo;
use der::asn1::{Any, Int, ObjectIdentifier, OctetString, OctetStringRef};
use der::{Decode, Encode, Reader, SliceReader, Tag, Tagged};
use domain::{Moment, Sha256};
use sha2::Digest;
use x509_tsp::{MessageImprint, TimeStampReq, TspVersion, TstInfo};

const ID_SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const ID_SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const ID_TST_INFO: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.4");
/// PKIStatus `granted` and `grantedWithMods`.
const GRANTED: [u8; 2] = [0, 1];
const NONCE_BYTES: usize = 8;

/// SHA-256 of bytes.
pub(crate) fn sha256(bytes: &[u8]) -> Sha256 {
    Sha256::from_bytes(sha2::Sha256::digest(bytes).into())
}

/// A request for a stamp over these bytes, in DER, asking for the authority's certificate.
pub(crate) fn request(bytes: &[u8], nonce: [u8; NONCE_BYTES]) -> Result<Vec<u8>> {
    let internal = |error: der::Error| CustodyError::StampUnreadable {
        reason: error.to_string(),
    };
    // A leading one keeps the number positive and of fixed length.
    let mut number = vec![0x01];
    number.extend_from_slice(&nonce);
    let request = TimeStampReq {
        version: TspVersion::V1,
        message_imprint: MessageImprint {
            hash_algorithm: cms::cert::x509::spki::AlgorithmIdentifier {
                oid: ID_SHA_256,
                parameters: Some(Any::null()),
            },
            hashed_message: OctetString::new(sha256(bytes).as_bytes().as_slice())
                .map_err(internal)?,
        },
        req_policy: None,
        nonce: Some(Int::new(&number).map_err(internal)?),
        cert_req: true,
        extensions: None,
    };
    request.to_der().map_err(internal)
}

/// What a request asked for.
pub(crate) struct Asked {
    pub imprint: Sha256,
    pub nonce: Option<Vec<u8>>,
}

impl Asked {
    /// Reads a request that [`request`] made.
    pub fn read(request: &[u8]) -> Result<Self> {
        let request = TimeStampReq::from_der(request).map_err(unreadable)?;
        let imprint = imprint(&request.message_imprint)?;
        Ok(Self {
            imprint,
            nonce: request.nonce.map(|nonce| nonce.as_bytes().to_vec()),
        })
    }
}

/// What a stamp says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamped {
    pub imprint: Sha256,
    pub nonce: Option<Vec<u8>>,
    pub at: Moment,
    /// The whole answer, a `TimeStampResp`, also where a bare token was given.
    pub response: Vec<u8>,
}

impl Stamped {
    /// Reads the answer of an authority, or the token out of one.
    pub fn read(answer: &[u8]) -> Result<Self> {
        let (token, response) = match bare_token(answer)? {
            Some(token) => (token, granted(answer)?),
            None => (token_of_response(answer)?, answer.to_vec()),
        };
        let info = tst_info(&token)?;
        let at = i64::try_from(info.gen_time.to_unix_duration().as_millis());
        Ok(Self {
            imprint: imprint(&info.message_imprint)?,
            nonce: info.nonce.map(|nonce| nonce.as_bytes().to_vec()),
            at: at
                .map(Moment::from_unix_ms)
                .map_err(|_| refused_form("its time is out of range"))?,
            response,
        })
    }
}

fn unreadable(error: der::Error) -> CustodyError {
    CustodyError::StampUnreadable {
        reason: error.to_string(),
    }
}

fn refused_form(reason: &str) -> CustodyError {
    CustodyError::StampUnreadable {
        reason: reason.to_owned(),
    }
}

fn imprint(imprint: &MessageImprint) -> Result<Sha256> {
    if imprint.hash_algorithm.oid != ID_SHA_256 {
        return Err(refused_form("its imprint is not SHA-256"));
    }
    let digest = imprint
        .hashed_message
        .as_bytes()
        .try_into()
        .map(Sha256::from_bytes);
    digest.map_err(|_| refused_form("its imprint has the wrong length"))
}

/// A bare token is a `ContentInfo`: its first element is an object identifier, where a response
/// begins with its status.
fn bare_token(answer: &[u8]) -> Result<Option<ContentInfo>> {
    match ContentInfo::from_der(answer) {
        Ok(token) => Ok(Some(token)),
        Err(_) => Ok(None),
    }
}

/// A response that carries this token with the status `granted`.
fn granted(token: &[u8]) -> Result<Vec<u8>> {
    let mut content = vec![0x30, 0x03, 0x02, 0x01, 0x00];
    content.extend_from_slice(token);
    Any::new(Tag::Sequence, content)
        .and_then(|any| any.to_der())
        .map_err(unreadable)
}

fn token_of_response(answer: &[u8]) -> Result<ContentInfo> {
    let outer = Any::from_der(answer).map_err(unreadable)?;
    if outer.tag() != Tag::Sequence {
        return Err(refused_form("it is neither a response nor a token"));
    }
    let mut reader = SliceReader::new(outer.value()).map_err(unreadable)?;
    let status = Any::decode(&mut reader).map_err(unreadable)?;
    let mut status = SliceReader::new(status.value()).map_err(unreadable)?;
    let code = u8::decode(&mut status).map_err(unreadable)?;
    if !GRANTED.contains(&code) {
        return Err(CustodyError::StampRefused {
            status: format!("PKIStatus {code}"),
        });
    }
    let token = ContentInfo::decode(&mut reader).map_err(unreadable)?;
    reader.finish(token).map_err(unreadable)
}

/// Reads version, digest algorithms and content of the signed data and skips what follows: sets
/// whose order an authority may have written as it liked are no reason to refuse a stamp here.
fn tst_info(token: &ContentInfo) -> Result<TstInfo> {
    if token.content_type != ID_SIGNED_DATA {
        return Err(refused_form("it is no signed data"));
    }
    let mut reader = SliceReader::new(token.content.value()).map_err(unreadable)?;
    Any::decode(&mut reader).map_err(unreadable)?;
    Any::decode(&mut reader).map_err(unreadable)?;
    let content = EncapsulatedContentInfo::decode(&mut reader).map_err(unreadable)?;
    if content.econtent_type != ID_TST_INFO {
        return Err(refused_form("it holds no time stamp"));
    }
    let octets = content
        .econtent
        .ok_or_else(|| refused_form("it holds no time stamp"))?;
    let octets = octets
        .decode_as::<OctetStringRef<'_>>()
        .map_err(unreadable)?;
    TstInfo::from_der(octets.as_bytes()).map_err(unreadable)
}
