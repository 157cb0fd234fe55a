//! The pieces that module output is cut into, as the framer lends them.

use crate::Frame;

/// One piece of module output, whose octets are still those of the framer.
///
/// The kinds are those of [`Frame`], which says what each holds. `Frame::from` keeps one.
///
/// ```
/// use at_codec::{Frame, FrameView, Framer};
///
/// let mut framer = Framer::new();
/// framer.push(b"\r\nOK\r\n");
/// let view = framer.next_view();
/// assert_eq!(view, Some(FrameView::Line(b"OK")));
/// assert_eq!(view.map(Frame::from), Some(Frame::Line(b"OK".to_vec())));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameView<'a> {
    /// As [`Frame::Line`].
    Line(&'a [u8]),
    /// As [`Frame::Echo`].
    Echo(&'a [u8]),
    /// As [`Frame::Prompt`].
    Prompt,
    /// As [`Frame::Data`].
    Data(&'a [u8]),
    /// As [`Frame::Overlong`].
    Overlong(&'a [u8]),
}

impl From<FrameView<'_>> for Frame {
    fn from(view: FrameView<'_>) -> Self {
        match view {
            FrameView::Line(octets) => Self::Line(octets.to_vec()),
            FrameView::Echo(octets) => Self::Echo(octets.to_vec()),
            FrameView::Prompt => Self::Prompt,
            FrameView::Data(octets) => Self::Data(octets.to_vec()),
            FrameView::Overlong(octets) => Self::Overlong(octets.to_vec()),
        }
    }
}

/// What a frame is, apart from its octets.
#[derive(Debug, Clone, Copy)]
pub(crate) enum FrameKind {
    Line,
    Echo,
    Prompt,
    Data,
    Overlong,
}

impl FrameKind {
    /// A frame of this kind with these octets.
    pub(crate) fn view(self, octets: &[u8]) -> FrameView<'_> {
        match self {
            Self::Line => FrameView::Line(octets),
            Self::Echo => FrameView::Echo(octets),
            Self::Prompt => FrameView::Prompt,
            Self::Data => FrameView::Data(octets),
            Self::Overlong => FrameView::Overlong(octets),
        }
    }
}
