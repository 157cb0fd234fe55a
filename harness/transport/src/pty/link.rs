//! The symbolic link by which TEs find the pseudo-terminal.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::PtyError;

/// A symbolic link of ours; removed with the value, unless somebody has changed it.
#[derive(Debug)]
pub(super) struct Link {
    path: PathBuf,
    target: PathBuf,
}

impl Link {
    /// Points `path` at `target`. A link that leads nowhere, or to `target` already, is replaced.
    pub(super) fn create(path: &Path, target: &Path) -> Result<Self, PtyError> {
        let failed = |source| PtyError::Link { path: path.to_owned(), source };
        let absolute = std::path::absolute(path).map_err(failed)?;
        match symlink(target, &absolute) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                if !replaceable(&absolute, target) {
                    return Err(PtyError::Taken(path.to_owned()));
                }
                replace(&absolute, target).map_err(failed)?;
            }
            other => other.map_err(failed)?,
        }
        Ok(Self { path: absolute, target: target.to_owned() })
    }

    /// Points the link at another terminal. At no time is there none.
    pub(super) fn point_at(&mut self, target: &Path) -> io::Result<()> {
        replace(&self.path, target)?;
        self.target = target.to_owned();
        Ok(())
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if fs::read_link(&self.path).is_ok_and(|target| target == self.target) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn replaceable(path: &Path, target: &Path) -> bool {
    let Ok(old) = fs::read_link(path) else { return false };
    old == target
        || matches!(fs::metadata(path), Err(error) if error.kind() == io::ErrorKind::NotFound)
}

fn replace(path: &Path, target: &Path) -> io::Result<()> {
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(format!(".{}", std::process::id()));
    let new = path.with_file_name(name);
    symlink(target, &new)?;
    fs::rename(&new, path).inspect_err(|_| {
        let _ = fs::remove_file(&new);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leads_nowhere_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let target = path("terminal");
        fs::write(&target, b"").unwrap();
        fs::write(path("file"), b"keep").unwrap();
        fs::create_dir(path("folder")).unwrap();
        symlink(path("file"), path("link-to-file")).unwrap();
        symlink(path("gone"), path("dangling")).unwrap();
        symlink(&target, path("own")).unwrap();

        for (name, taken) in [
            ("fresh", false),
            ("dangling", false),
            ("own", false),
            ("file", true),
            ("folder", true),
            ("link-to-file", true),
        ] {
            let result = Link::create(&path(name), &target);
            assert_eq!(matches!(&result, Err(PtyError::Taken(_))), taken, "{name}");
            let Ok(link) = result else { continue };
            assert_eq!(fs::read_link(path(name)).unwrap(), target, "{name}");
            drop(link);
            assert!(fs::symlink_metadata(path(name)).is_err(), "{name} is left behind");
        }
        assert_eq!(fs::read(path("file")).unwrap(), b"keep");
    }

    #[test]
    fn a_link_that_somebody_changed_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ttySIM7100");
        let mut link = Link::create(&path, Path::new("/dev/pts/one")).unwrap();
        link.point_at(Path::new("/dev/pts/two")).unwrap();
        assert_eq!(fs::read_link(&path).unwrap(), Path::new("/dev/pts/two"));
        replace(&path, Path::new("/dev/pts/three")).unwrap();
        drop(link);
        assert_eq!(fs::read_link(&path).unwrap(), Path::new("/dev/pts/three"));
    }

    #[test]
    fn a_folder_that_is_absent_is_named() {
        let error = Link::create(Path::new("/nowhere/tty"), Path::new("/dev/pts/1")).unwrap_err();
        assert!(error.to_string().contains("/nowhere/tty"), "{error}");
    }
}
