//! The module's embedded file system: drives C: and D:, files by full path.
//!
//! Directories exist by being named; attributes, times and the `AT+FS...` commands are not modelled.

use alloc::borrow::ToOwned;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::profile::value::DirScheme;

/// Files that the EFS holds at most.
const FILES_MAX: usize = 1_024;
/// Octets that all files together may have.
pub(crate) const OCTETS_MAX: usize = 16 * 1_024 * 1_024;
/// Octets of a full path at most.
const PATH_OCTETS_MAX: usize = 254;

/// The files of the module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Efs {
    files: BTreeMap<String, Vec<u8>>,
}

/// Why the EFS refuses a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EfsError {
    /// The path does not begin with a drive that exists, or a name of it is not allowed.
    #[error("path is not a full path on drive C: or D:")]
    Path,
    /// There is no room.
    #[error("file system is full")]
    Full,
    /// There is no such file.
    #[error("file does not exist")]
    Missing,
}

impl Efs {
    /// The octets of a file; none when there is no such file.
    ///
    /// The drive letter may have either case, and `\` separates as `/` does.
    #[must_use]
    pub fn read(&self, path: &str) -> Option<&[u8]> {
        self.files.get(&normal_path(path)?).map(Vec::as_slice)
    }

    /// The full paths of all files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Puts a file, over an older one of the same path.
    pub(crate) fn put(&mut self, path: &str, octets: &[u8]) -> Result<(), EfsError> {
        let path = normal_path(path).ok_or(EfsError::Path)?;
        let others = || self.files.iter().filter(|(other, _)| **other != path);
        let others_octets: usize = others().map(|(_, octets)| octets.len()).sum();
        if others_octets + octets.len() > OCTETS_MAX || others().count() >= FILES_MAX {
            return Err(EfsError::Full);
        }
        self.files.insert(path, octets.to_vec());
        Ok(())
    }

    /// Removes a file.
    pub(crate) fn remove(&mut self, path: &str) -> Result<(), EfsError> {
        let path = normal_path(path).ok_or(EfsError::Path)?;
        self.files.remove(&path).map(drop).ok_or(EfsError::Missing)
    }

    /// Octets of all files.
    pub(crate) fn octets(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }
}

/// The folder of a directory number; none for a number that the scheme does not have.
///
/// The numbers stand in 3.9 (scheme B) and in the dialogue of chapter 10 (scheme A).
pub(crate) fn directory(scheme: DirScheme, number: u32) -> Option<&'static str> {
    // Scheme B is scheme A shifted by one, with the root in front and no current directory.
    let shifted = match scheme {
        DirScheme::A if number == 0 => return Some("C:"),
        DirScheme::A => number,
        DirScheme::B if number == 1 => return Some("C:"),
        DirScheme::B => number.checked_sub(1)?,
    };
    let folder = match shifted {
        1 => "C:/Picture",
        2 => "C:/Video",
        3 => "C:/VideoCall",
        4 => "D:/Picture",
        5 => "D:/Video",
        6 => "D:/VideoCall",
        7 => "C:/Audio",
        8 => "D:/Audio",
        _ => return None,
    };
    Some(folder)
}

/// Whether a name may stand in a folder: no separator, no wildcard, no octet outside printable ASCII.
pub(crate) fn is_name(name: &str) -> bool {
    let allowed = |octet: u8| (0x20..0x7F).contains(&octet) && !b"\\/:*?\"<>|,;".contains(&octet);
    !name.is_empty() && !name.ends_with('.') && name.bytes().all(allowed)
}

/// One spelling for every path: upper-case drive, `/`, and `/MultiMedia` as an alias of `C:`.
fn normal_path(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let (drive, rest) = match path.split_at_checked(2) {
        Some(("C:" | "c:", rest)) => ("C:", rest),
        Some(("D:" | "d:", rest)) => ("D:", rest),
        _ => ("C:", without_multimedia(&path)?),
    };
    let names = rest.strip_prefix('/')?;
    let total = drive.len() + rest.len();
    if total > PATH_OCTETS_MAX || !names.split('/').all(is_name) {
        return None;
    }
    let mut normal = drive.to_owned();
    normal.push_str(rest);
    Some(normal)
}

fn without_multimedia(path: &str) -> Option<&str> {
    let (head, rest) = path.split_at_checked("/multimedia".len())?;
    head.eq_ignore_ascii_case("/multimedia").then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("C:/Picture/t1.jpg", Some("C:/Picture/t1.jpg"))]
    #[case("c:\\Picture\\t1.jpg", Some("C:/Picture/t1.jpg"))]
    #[case("/Multimedia/Video/2.jpg", Some("C:/Video/2.jpg"))]
    #[case("d:/t.txt", Some("D:/t.txt"))]
    #[case("E:/t.txt", None)]
    #[case("C:t.txt", None)]
    #[case("C:/", None)]
    #[case("C:/a*b", None)]
    #[case("", None)]
    fn paths_have_one_spelling(#[case] path: &str, #[case] normal: Option<&str>) {
        assert_eq!(normal_path(path).as_deref(), normal);
    }

    #[rstest::rstest]
    #[case(DirScheme::B, 1, Some("C:"))]
    #[case(DirScheme::B, 2, Some("C:/Picture"))]
    #[case(DirScheme::B, 3, Some("C:/Video"))]
    #[case(DirScheme::B, 6, Some("D:/Video"))]
    #[case(DirScheme::B, 9, Some("D:/Audio"))]
    #[case(DirScheme::B, 0, None)]
    #[case(DirScheme::B, 10, None)]
    #[case(DirScheme::A, 0, Some("C:"))]
    #[case(DirScheme::A, 3, Some("C:/VideoCall"))]
    #[case(DirScheme::A, 8, Some("D:/Audio"))]
    #[case(DirScheme::A, 9, None)]
    fn directories(#[case] scheme: DirScheme, #[case] number: u32, #[case] folder: Option<&str>) {
        assert_eq!(directory(scheme, number), folder);
    }

    #[test]
    fn octets_are_counted_and_bounded() {
        let mut efs = Efs::default();
        efs.put("C:/a", &[0; 10]).unwrap();
        efs.put("c:/a", &[0; 4]).unwrap();
        assert_eq!(efs.octets(), 4);
        assert_eq!(efs.put("C:/b", &std::vec![0; OCTETS_MAX]), Err(EfsError::Full));
        assert_eq!(efs.read("C:\\a"), Some(&[0; 4][..]));
        efs.remove("C:/a").unwrap();
        assert_eq!(efs.remove("C:/a"), Err(EfsError::Missing));
        assert_eq!(efs.octets(), 0);
    }
}
