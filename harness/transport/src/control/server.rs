//! The answering end of a control socket.

use std::fs;
use std::io;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::task::JoinSet;

use super::line::{self, Line};
use super::{ControlError, Handle, LINE_OCTETS_MAX, Reply, Request};

/// Clients that a server talks to at the same time; more wait to be accepted.
pub const CLIENTS_MAX: usize = 8;

/// Only the user who runs the server may talk to it.
const SOCKET_MODE: u32 = 0o600;

/// A control socket in the file system; its file goes when the server goes.
#[derive(Debug)]
pub struct Server {
    listener: UnixListener,
    path: PathBuf,
    /// Device and inode of our socket file, so that no other is ever removed.
    identity: (u64, u64),
}

impl Server {
    /// Listens at `path`. The socket file of a server that is gone is replaced.
    ///
    /// # Errors
    /// [`ControlError::InUse`] when somebody answers there, [`ControlError::NotASocket`] when
    /// something else has the name, [`ControlError::Io`] for the rest.
    pub async fn bind(path: &Path) -> Result<Self, ControlError> {
        let failed = |source| ControlError::Io { path: path.to_owned(), source };
        let listener = match UnixListener::bind(path) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                remove_stale(path).await?;
                UnixListener::bind(path).map_err(failed)?
            }
            other => other.map_err(failed)?,
        };
        fs::set_permissions(path, fs::Permissions::from_mode(SOCKET_MODE)).map_err(failed)?;
        let identity = identity(path).map_err(failed)?;
        Ok(Self { listener, path: path.to_owned(), identity })
    }

    /// Answers clients by asking `handle`, until the future is dropped.
    ///
    /// # Errors
    /// [`ControlError::Io`] when no more clients can be accepted.
    pub async fn serve(&self, handle: Handle) -> Result<(), ControlError> {
        let mut clients = JoinSet::new();
        loop {
            let room = clients.len() < CLIENTS_MAX;
            tokio::select! {
                biased;
                Some(_) = clients.join_next() => {}
                accepted = self.listener.accept(), if room => {
                    let (stream, _) = accepted
                        .map_err(|source| ControlError::Io { path: self.path.clone(), source })?;
                    clients.spawn(converse(stream, handle.clone()));
                }
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if identity(&self.path).is_ok_and(|now| now == self.identity) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let metadata = fs::symlink_metadata(path)?;
    Ok((metadata.dev(), metadata.ino()))
}

/// Removes the socket file at `path` if nobody answers there.
async fn remove_stale(path: &Path) -> Result<(), ControlError> {
    let failed = |source| ControlError::Io { path: path.to_owned(), source };
    if !fs::symlink_metadata(path).map_err(failed)?.file_type().is_socket() {
        return Err(ControlError::NotASocket(path.to_owned()));
    }
    match UnixStream::connect(path).await {
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            fs::remove_file(path).map_err(failed)
        }
        Err(error) => Err(failed(error)),
        Ok(_) => Err(ControlError::InUse(path.to_owned())),
    }
}

/// Answers one client until it leaves.
async fn converse(stream: UnixStream, handle: Handle) {
    let mut stream = BufReader::new(stream);
    loop {
        let reply = match line::read(&mut stream).await {
            Ok(Line::Octets(line)) => answer(&line, &handle).await,
            Ok(Line::TooLong) => {
                Reply::Error(format!("malformed: longer than {LINE_OCTETS_MAX} octets"))
            }
            Ok(Line::End) | Err(_) => return,
        };
        let Ok(mut text) = serde_json::to_vec(&reply) else { return };
        text.push(b'\n');
        if stream.write_all(&text).await.is_err() {
            return;
        }
    }
}

async fn answer(line: &[u8], handle: &Handle) -> Reply {
    let request = match serde_json::from_slice::<Request>(line) {
        Ok(request) => request,
        Err(error) => return Reply::Error(format!("malformed: {error}")),
    };
    match handle.request(request).await {
        Ok(answer) => Reply::Ok(answer),
        Err(error) => Reply::Error(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use sim7100_model::{Model, Profile};
    use tempfile::TempDir;
    use tokio::io::{AsyncBufReadExt, DuplexStream};
    use tokio::task::JoinHandle;

    use super::*;
    use crate::control::{Client, PROTOCOL};
    use crate::dialer::{Routes, TcpDialer};
    use crate::driver::Driver;
    use crate::memory;
    use crate::port::Port;

    /// A model with a control socket.
    struct Bench {
        folder: TempDir,
        _te: Port,
        _run: JoinHandle<io::Result<()>>,
        _serve: JoinHandle<Result<(), ControlError>>,
    }

    impl Bench {
        async fn start() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let (te, module): (Port, DuplexStream) = memory::pair();
            let dialer = Arc::new(TcpDialer::new(Routes::default()));
            let (mut driver, handle) = Driver::new(Model::new(Profile::default()), dialer);
            let run = tokio::spawn(async move { driver.run(module).await });
            let server = Server::bind(&folder.path().join("control")).await.unwrap();
            let serve = tokio::spawn(async move { server.serve(handle).await });
            Self { folder, _te: te, _run: run, _serve: serve }
        }

        fn path(&self) -> PathBuf {
            self.folder.path().join("control")
        }

        async fn handle(&self) -> Handle {
            Client::connect(&self.path()).await.unwrap().into()
        }
    }

    fn reason<T: std::fmt::Debug>(result: Result<T, ControlError>) -> String {
        match result {
            Err(ControlError::Refused(reason)) => reason,
            other => format!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn requests_over_the_socket() {
        let bench = Bench::start().await;
        let handle = bench.handle().await;
        let (protocol, module) = handle.hello().await.unwrap();
        assert_eq!(protocol, PROTOCOL);
        assert!(module.starts_with("SIM7100"), "{module}");

        // As large as a message may be.
        let octets: Vec<u8> = (0..=u8::MAX).cycle().take(307_200).collect();
        handle.put_file("C:/Picture/t1.jpg", &octets).await.unwrap();
        assert!(handle.file("C:/Picture/t1.jpg").await.unwrap() == octets);
        handle.remove_file("C:/Picture/t1.jpg").await.unwrap();
        assert_eq!(reason(handle.file("C:/Picture/t1.jpg").await), "no file C:/Picture/t1.jpg");

        handle.push("13918181818", "12/10/01,09:00:00+32", b"\x01\x06").await.unwrap();
        handle.route("10.0.0.172:80", "127.0.0.1:8080").await.unwrap();
        handle.profile(BTreeMap::new()).await.unwrap();
        handle.power_cycle().await.unwrap();
        handle.factory().await.unwrap();
        assert!(!handle.summary().await.unwrap().is_empty());
        assert_eq!(handle.violations().await.unwrap(), Vec::<String>::new());
    }

    #[tokio::test]
    async fn refusals_over_the_socket() {
        let bench = Bench::start().await;
        let handle = bench.handle().await;
        for (result, needle) in [
            (handle.remove_file("C:/none").await, "not exist"),
            (handle.put_file("nowhere", b"").await, "path"),
            (handle.push("1", "yesterday", b"").await, "yesterday: time stamp"),
            (handle.route("*", "192.0.2.1:80").await, "is not loopback"),
            (handle.profile([("nonsense".into(), "on".into())].into()).await, "nonsense"),
        ] {
            let reason = reason(result);
            assert!(reason.contains(needle), "{reason}");
        }
    }

    #[tokio::test]
    async fn a_malformed_line_costs_nothing_but_itself() {
        let bench = Bench::start().await;
        let mut stream = BufReader::new(UnixStream::connect(bench.path()).await.unwrap());
        let long = vec![b' '; LINE_OCTETS_MAX + 1];
        for (line, needle) in [
            (&b"AT"[..], "malformed"),
            (&b""[..], "malformed"),
            (&b"\xFF\xFE"[..], "malformed"),
            (&b"{\"op\":\"explode\"}"[..], "explode"),
            (&long[..], "longer than"),
            (&b"{\"op\":\"power_cycle\"}"[..], "{\"ok\":\"done\"}"),
        ] {
            stream.write_all(line).await.unwrap();
            stream.write_all(b"\n").await.unwrap();
            let mut reply = String::new();
            stream.read_line(&mut reply).await.unwrap();
            assert!(reply.contains(needle), "{reply}");
        }
    }

    #[tokio::test]
    async fn clients_beyond_the_limit_wait_for_their_turn() {
        let bench = Bench::start().await;
        let mut clients = Vec::new();
        for _ in 0..CLIENTS_MAX {
            let handle = bench.handle().await;
            handle.hello().await.unwrap();
            clients.push(handle);
        }
        let late = bench.handle().await;
        let leave = async {
            // The others are still served.
            clients[0].hello().await.unwrap();
            clients.remove(0);
        };
        let ((), hello) = tokio::join!(leave, late.hello());
        hello.unwrap();
    }

    #[tokio::test]
    async fn one_server_at_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("control");
        let server = Server::bind(&path).await.unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, SOCKET_MODE);
        let error = Server::bind(&path).await.unwrap_err();
        assert!(matches!(error, ControlError::InUse(_)), "{error:?}");
        drop(server);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn a_stale_socket_is_replaced_and_a_file_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("control");
        // What a server that was killed leaves behind.
        drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
        assert!(path.exists());
        drop(Server::bind(&path).await.unwrap());

        fs::write(&path, b"precious").unwrap();
        let error = Server::bind(&path).await.unwrap_err();
        assert!(matches!(error, ControlError::NotASocket(_)), "{error:?}");
        assert_eq!(fs::read(&path).unwrap(), b"precious");
    }

    #[tokio::test]
    async fn a_server_that_goes_is_told() {
        let bench = Bench::start().await;
        let handle = bench.handle().await;
        handle.hello().await.unwrap();
        bench._serve.abort();
        let error = handle.hello().await.unwrap_err();
        assert!(matches!(error, ControlError::Closed | ControlError::Io { .. }), "{error:?}");
    }

    #[tokio::test]
    async fn replies_stay_in_step() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("control");
        // A server that never replies.
        let _listener = UnixListener::bind(&path).unwrap();
        let mut client = Client::connect(&path).await.unwrap();
        tokio::select! {
            biased;
            reply = client.request(&Request::Hello) => panic!("{reply:?}"),
            () = tokio::task::yield_now() => {}
        }
        let error = client.request(&Request::Hello).await.unwrap_err();
        assert!(matches!(error, ControlError::OutOfStep), "{error:?}");
    }
}
