//! Yes-no-value: X-Mms-Delivery-Report, -Read-Report and -Report-Allowed (ENC 7.3).

use crate::enumeration::enumeration;

enumeration! {
    /// Yes or No.
    YesNo, 0x80..;
    /// Yes.
    Yes = 0x80, "Yes";
    /// No.
    No = 0x81, "No";
}

impl From<bool> for YesNo {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}
