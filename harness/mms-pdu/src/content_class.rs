//! Content-class-value (ENC 7.3.9), since 1.3.

use crate::enumeration::enumeration;

enumeration! {
    /// The class of content that a message keeps to.
    ContentClass, 0x80..;
    /// Text.
    Text = 0x80, "text";
    /// Small images.
    ImageBasic = 0x81, "image-basic";
    /// Larger images.
    ImageRich = 0x82, "image-rich";
    /// Small video.
    VideoBasic = 0x83, "video-basic";
    /// Larger video.
    VideoRich = 0x84, "video-rich";
    /// Large images.
    Megapixel = 0x85, "megapixel";
    /// Any content, small.
    ContentBasic = 0x86, "content-basic";
    /// Any content, larger.
    ContentRich = 0x87, "content-rich";
}
