//! The asking side of control, the same inside the process and over a socket.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::{Mutex, mpsc, oneshot};

use super::{Answer, Client, ControlError, REQUESTS_QUEUED_MAX, Reply, Request};

/// Asks a driver, wherever it is. Clones ask the same one.
#[derive(Clone, Debug)]
pub struct Handle(Inner);

#[derive(Clone, Debug)]
enum Inner {
    Driver(mpsc::Sender<Envelope>),
    Socket(Arc<Mutex<Client>>),
}

/// A request on its way to the driver.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) request: Request,
    pub(crate) reply: oneshot::Sender<Reply>,
}

/// Makes the way from handles to a driver in the same process.
pub(crate) fn channel() -> (Handle, mpsc::Receiver<Envelope>) {
    let (sender, receiver) = mpsc::channel(REQUESTS_QUEUED_MAX);
    (Handle(Inner::Driver(sender)), receiver)
}

impl From<Client> for Handle {
    fn from(client: Client) -> Self {
        Self(Inner::Socket(Arc::new(Mutex::new(client))))
    }
}

impl Handle {
    /// Sends a request and waits for its reply.
    ///
    /// # Errors
    /// [`ControlError::Refused`] with the other side's reason, or why there is no reply.
    pub async fn request(&self, request: Request) -> Result<Answer, ControlError> {
        let reply = match &self.0 {
            Inner::Driver(sender) => ask(sender, request).await?,
            Inner::Socket(client) => client.lock().await.request(&request).await?,
        };
        match reply {
            Reply::Ok(answer) => Ok(answer),
            Reply::Error(reason) => Err(ControlError::Refused(reason)),
        }
    }

    /// Asks who is there: the protocol version, and the module's name.
    ///
    /// # Errors
    /// As [`Self::request`].
    pub async fn hello(&self) -> Result<(u32, String), ControlError> {
        match self.request(Request::Hello).await? {
            Answer::Hello { protocol, module } => Ok((protocol, module)),
            other => Err(unexpected(&other)),
        }
    }

    /// Puts a file into the EFS.
    ///
    /// # Errors
    /// As [`Self::request`].
    pub async fn put_file(&self, path: &str, octets: &[u8]) -> Result<(), ControlError> {
        let octets = octets.to_vec();
        self.done(Request::PutFile { path: path.to_owned(), octets }).await
    }

    /// Reads a file of the EFS.
    ///
    /// # Errors
    /// As [`Self::request`]; an absent file is refused.
    pub async fn file(&self, path: &str) -> Result<Vec<u8>, ControlError> {
        match self.request(Request::GetFile { path: path.to_owned() }).await? {
            Answer::File { octets } => Ok(octets),
            other => Err(unexpected(&other)),
        }
    }

    /// Removes a file of the EFS.
    ///
    /// # Errors
    /// As [`Self::request`]; an absent file is refused.
    pub async fn remove_file(&self, path: &str) -> Result<(), ControlError> {
        self.done(Request::RemoveFile { path: path.to_owned() }).await
    }

    /// Lets a WAP push short message arrive; `timestamp` as `yy/MM/dd,hh:mm:ss+zz`.
    ///
    /// # Errors
    /// As [`Self::request`]; an unreadable time stamp is refused.
    pub async fn push(
        &self,
        sender: &str,
        timestamp: &str,
        octets: &[u8],
    ) -> Result<(), ControlError> {
        let (sender, timestamp) = (sender.to_owned(), timestamp.to_owned());
        self.done(Request::Push { sender, timestamp, octets: octets.to_vec() }).await
    }

    /// Power-cycles with the start profile, but for `readings`.
    ///
    /// # Errors
    /// As [`Self::request`]; an unknown reading or value is refused, and then nothing changes.
    pub async fn profile(&self, readings: BTreeMap<String, String>) -> Result<(), ControlError> {
        self.done(Request::Profile { readings }).await
    }

    /// Switches the model off and on.
    ///
    /// # Errors
    /// As [`Self::request`].
    pub async fn power_cycle(&self) -> Result<(), ControlError> {
        self.done(Request::PowerCycle).await
    }

    /// Switches the model off and on, and wipes what it keeps.
    ///
    /// # Errors
    /// As [`Self::request`].
    pub async fn factory(&self) -> Result<(), ControlError> {
        self.done(Request::Factory).await
    }

    /// Changes where connections of the bearer lead.
    ///
    /// # Errors
    /// As [`Self::request`]; a bearer without a route table refuses.
    pub async fn route(&self, from: &str, to: &str) -> Result<(), ControlError> {
        self.done(Request::Route { from: from.to_owned(), to: to.to_owned() }).await
    }

    /// Asks for the state in words.
    ///
    /// # Errors
    /// As [`Self::request`].
    pub async fn summary(&self) -> Result<String, ControlError> {
        match self.request(Request::Summary).await? {
            Answer::Summary(text) => Ok(text),
            other => Err(unexpected(&other)),
        }
    }

    /// Asks which invariants did not hold after some input since this was last asked; none on a sound model.
    ///
    /// # Errors
    /// As [`Self::request`].
    pub async fn violations(&self) -> Result<Vec<String>, ControlError> {
        match self.request(Request::Violations).await? {
            Answer::Violations(list) => Ok(list),
            other => Err(unexpected(&other)),
        }
    }

    async fn done(&self, request: Request) -> Result<(), ControlError> {
        match self.request(request).await? {
            Answer::Done => Ok(()),
            other => Err(unexpected(&other)),
        }
    }
}

async fn ask(sender: &mpsc::Sender<Envelope>, request: Request) -> Result<Reply, ControlError> {
    let (reply, answer) = oneshot::channel();
    sender.send(Envelope { request, reply }).await.map_err(|_| ControlError::Closed)?;
    answer.await.map_err(|_| ControlError::Closed)
}

/// An answer to a question that was not asked.
fn unexpected(answer: &Answer) -> ControlError {
    use serde::de::Error;
    ControlError::Malformed(serde_json::Error::custom(format_args!("unexpected {answer:?}")))
}
