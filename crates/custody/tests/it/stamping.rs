//! Time stamps, against an authority that OpenSSL plays.

use crate::fixture::{acts, create, open};
use custody::CustodyError;
use std::fs;
use std::path::Path;
use std::process::Command;

const CONFIG: &str = "\
[tsa]
default_tsa = here
[here]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
[stamping]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
";

fn openssl(dir: &Path, arguments: &str) -> bool {
    let output = Command::new("openssl")
        .args(arguments.split(' '))
        .current_dir(dir)
        .output()
        .unwrap();
    output.status.success()
}

/// A root and an authority it vouches for. Nothing where OpenSSL is missing.
fn authority(dir: &Path) -> Option<()> {
    if Command::new("openssl").arg("version").output().is_err() {
        println!("skipped: the program `openssl` is missing");
        return None;
    }
    fs::write(dir.join("tsa.cnf"), CONFIG).unwrap();
    fs::write(dir.join("serial"), "01\n").unwrap();
    for step in [
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.crt -subj /CN=Invented-Root -days 30",
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Invented-Authority",
        "x509 -req -in tsa.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out tsa.crt -days 30 -extfile tsa.cnf -extensions stamping",
    ] {
        assert!(openssl(dir, step), "{step}");
    }
    Some(())
}

fn answer(dir: &Path, request: &[u8], more: &str) -> Vec<u8> {
    fs::write(dir.join("request.tsq"), request).unwrap();
    let reply = "ts -reply -config tsa.cnf -queryfile request.tsq -signer tsa.crt -inkey tsa.key -chain ca.crt -out answer.tsr";
    assert!(openssl(dir, &format!("{reply}{more}")));
    fs::read(dir.join("answer.tsr")).unwrap()
}

#[test]
fn a_stamp_of_a_local_authority_is_kept_and_openssl_verifies_it() {
    let dir = crate::fixture::folder();
    if authority(dir.path()).is_none() {
        return;
    }
    let home = dir.path().join("ledger");
    let mut ledger = create(&home);
    ledger.append(&acts(0..20)).unwrap();
    let earlier = ledger.checkpoint();
    ledger.append(&acts(20..30)).unwrap();
    assert_eq!(ledger.checkpoint_at(20).unwrap(), earlier);

    let request = ledger.stamp_request(20).unwrap();
    assert_eq!(
        ledger.stamp_request(20).unwrap(),
        request,
        "asked twice, one request"
    );
    let response = answer(dir.path(), &request, "");
    let stored = ledger.add_stamp(&response).unwrap();
    assert_eq!(stored.size, 20);
    assert_eq!(fs::read_to_string(&stored.checkpoint).unwrap(), earlier);
    assert_eq!(open(&home).stamps().unwrap(), std::slice::from_ref(&stored));
    let verify = |data: &Path| {
        let (data, response) = (data.display(), stored.response.display());
        openssl(
            dir.path(),
            &format!("ts -verify -data {data} -in {response} -CAfile ca.crt"),
        )
    };
    assert!(verify(&stored.checkpoint));
    let changed = dir.path().join("changed");
    fs::write(&changed, earlier.replace("\n20\n", "\n21\n")).unwrap();
    assert!(!verify(&changed));

    // A bare token, for another size.
    let request = ledger.stamp_request(30).unwrap();
    let token = answer(dir.path(), &request, " -token_out");
    let stored = ledger.add_stamp(&token).unwrap();
    let (data, response) = (stored.checkpoint.display(), stored.response.display());
    assert!(openssl(
        dir.path(),
        &format!("ts -verify -data {data} -in {response} -CAfile ca.crt")
    ));
    assert_eq!(
        ledger
            .stamps()
            .unwrap()
            .iter()
            .map(|s| s.size)
            .collect::<Vec<_>>(),
        [20, 30]
    );
    assert_eq!(ledger.verify_all(|_, _| {}).unwrap(), []);
    fs::write(&stored.checkpoint, "changed").unwrap();
    assert_eq!(ledger.verify_all(|_, _| {}).unwrap().len(), 1);
}

#[test]
fn a_stamp_over_other_bytes_or_for_another_request_is_refused() {
    let dir = crate::fixture::folder();
    if authority(dir.path()).is_none() {
        return;
    }
    let mut ledger = create(&dir.path().join("one"));
    let mut other = create(&dir.path().join("other"));
    ledger.append(&acts(0..3)).unwrap();
    other.append(&acts(0..3)).unwrap();
    ledger.stamp_request(3).unwrap();
    let foreign = answer(dir.path(), &other.stamp_request(3).unwrap(), "");
    assert!(matches!(
        ledger.add_stamp(&foreign),
        Err(CustodyError::StampOfOtherBytes)
    ));

    // The same checkpoint, asked for elsewhere: another nonce.
    let twin = dir.path().join("twin");
    crate::fixture::copy(&dir.path().join("one"), &twin);
    fs::remove_file(twin.join("stamps/3.tsq")).unwrap();
    let replayed = answer(dir.path(), &open(&twin).stamp_request(3).unwrap(), "");
    let refused = ledger.add_stamp(&replayed);
    assert!(matches!(
        refused,
        Err(CustodyError::StampOfOtherRequest { size: 3 })
    ));
    for broken in [
        &b""[..],
        b"no stamp",
        &foreign[..foreign.len() - 1],
        &[0x30, 0x00],
    ] {
        assert!(matches!(
            ledger.add_stamp(broken),
            Err(CustodyError::StampUnreadable { .. })
        ));
    }
    // Status 2, rejection, as RFC 3161 writes it.
    let rejected = [0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02];
    assert!(matches!(
        ledger.add_stamp(&rejected),
        Err(CustodyError::StampRefused { .. })
    ));
    assert_eq!(ledger.stamps().unwrap(), []);
}
