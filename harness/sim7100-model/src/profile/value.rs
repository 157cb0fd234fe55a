//! The types that a reading's value may have, and their text form.

use alloc::string::{String, ToString};

use crate::bearer::calendar::CalendarTime;

/// A value with a text form.
pub(crate) trait Value: Sized {
    /// Reads the text form; none when it is not a value of this type.
    fn parse(text: &str) -> Option<Self>;
    /// Writes the text form.
    fn render(&self) -> String;
}

/// A whole number between bounds, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number<const MIN: u32, const MAX: u32>(pub(crate) u32);

impl<const MIN: u32, const MAX: u32> Value for Number<MIN, MAX> {
    fn parse(text: &str) -> Option<Self> {
        let number = text.parse().ok()?;
        (MIN..=MAX).contains(&number).then_some(Self(number))
    }

    fn render(&self) -> String {
        self.0.to_string()
    }
}

impl Value for CalendarTime {
    fn parse(text: &str) -> Option<Self> {
        Self::parse(text)
    }

    fn render(&self) -> String {
        self.to_string()
    }
}

/// Declares an enum of named choices.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($(#[$variant_doc])* $variant),+ }

        impl Value for $name {
            fn parse(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }

            fn render(&self) -> String {
                match self { $(Self::$variant => $text,)+ }.to_string()
            }
        }
    };
}

choice!(
    /// Something is done or not.
    Switch { Off = "off", On = "on" }
);

impl Switch {
    /// Whether it is on.
    pub(crate) const fn is_on(self) -> bool {
        matches!(self, Self::On)
    }
}

choice!(
    /// Octets of the prompt of data mode.
    Prompt { Crlf = "crlf", Bare = "bare", CrlfBlank = "crlf-blank" }
);

impl Prompt {
    /// The octets.
    pub(crate) const fn octets(self) -> &'static [u8] {
        match self {
            Self::Crlf => b"\r\n>",
            Self::Bare => b">",
            Self::CrlfBlank => b"\r\n> ",
        }
    }

    /// The octets of a firmware that gets the spacing wrong.
    pub(crate) const fn misspaced(self) -> &'static [u8] {
        match self {
            Self::Crlf | Self::CrlfBlank => b">",
            Self::Bare => b"> ",
        }
    }
}

choice!(
    /// What happens to a line feed that directly follows the terminator of a CMMSDOWN command line.
    LeadingLf { Drop = "drop", Count = "count" }
);
choice!(
    /// The answer to a command that the module does not know.
    Refusal { Error = "error", Cme100 = "cme100" }
);
choice!(
    /// The form of an extended result code under `ATV0`.
    ExtendedV0 { Full = "full", Trailer = "trailer" }
);
choice!(
    /// Numbering of the EFS directories.
    DirScheme { A = "A", B = "B" }
);
choice!(
    /// State of the SIM.
    Sim { Ready = "ready", Absent = "absent", Pin = "pin", Puk = "puk", Failure = "failure" }
);
choice!(
    /// What saving into an occupied box does.
    Occupied { Overwrite = "overwrite", Refuse = "182" }
);
choice!(
    /// What a read of an empty address list prints before OK.
    EmptyList { Line = "line", Nothing = "nothing" }
);
choice!(
    /// Whether something is allowed.
    Permission { Allow = "allow", Refuse = "refuse" }
);
choice!(
    /// How an empty address list stands in the first line of CMMSVIEW.
    EmptyField { Unquoted = "unquoted", Quoted = "quoted" }
);
choice!(
    /// The number printed for an unknown file type.
    UnknownType { One = "1", MinusOne = "-1" }
);
choice!(
    /// The code for a cause that has no code of its own.
    UnknownCode { C201 = "201", C170 = "170" }
);

choice!(
    /// The form in which the failure of a background transaction is reported.
    LateFailure { Urc = "urc", Cme = "cme" }
);
choice!(
    /// Whether a blank follows the colon.
    Colon { With = "with", Without = "without" }
);
choice!(
    /// What `<class>` of the push URC means.
    PushClass { Class = "class", Status = "status" }
);
choice!(
    /// What the size limit of CMMSDOWN is compared with.
    SizeRule { Total = "total", File = "file" }
);
choice!(
    /// What an open service of chapter 11 does to MMS commands that need the bearer.
    Conflict { Busy = "171", Off = "off" }
);
choice!(
    /// What an M-Send.conf with another transaction id is taken for.
    SendConfId { Check = "check", Ignore = "ignore" }
);
choice!(
    /// The code for a name that exists already.
    SnatchExists { C177 = "177", C184 = "184" }
);
choice!(
    /// What a failed receive leaves in the memory.
    ReceiveFailure { Keep = "keep", Clear = "clear" }
);
choice!(
    /// Whether typographic quotes count as quotes.
    CurlyQuotes { Reject = "reject", Accept = "accept" }
);
