"""Photos of the wall as evidence: the people who run the workshop see them, and choose some for the report."""

from dataclasses import dataclass

from resilience.archive import MEGABYTE
from resilience.errors import InputError, NotFound
from resilience.exchange.attached.photos import plain_photo
from resilience.services.access.access import RUNNERS, Visitor, lock_for, open_for
from resilience.services.access.record import record_change
from resilience.store import Session, Store, repeatable
from resilience.store.results.photos import images_in_report, photo_in, photos
from resilience.store.tables import Photo, Workshop
from resilience.text import mark
from resilience.workbook.reading.reading_process import read_apart

#: photos of a workshop, and megabytes of an uploaded file
MOST_PHOTOS, MOST_MEGABYTES = 12, 10
NO_PHOTO = mark("This photo has been removed. Reload the page.")


@dataclass(frozen=True, slots=True)
class PhotoView:
    """The id of a photo, and whether it is `in_report`."""

    id: int
    in_report: bool


@repeatable
def photos_of(store: Store, visitor: Visitor, code: str) -> tuple[PhotoView, ...]:
    """Return the photos of a workshop, oldest first, for the people who run it."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return tuple(PhotoView(*row) for row in photos(session, workshop.id))


@repeatable
def photo_image(store: Store, visitor: Visitor, code: str, photo_id: int) -> bytes:
    """Return a photo as JPEG, for the people who run the workshop."""
    with store.read() as session:
        return _photo(session, open_for(session, visitor, code, RUNNERS), photo_id).image


@repeatable
def report_photos(store: Store, workshop_id: int) -> tuple[bytes, ...]:
    """Return the photos in a workshop's report as JPEG; the caller checks access to the result."""
    with store.read() as session:
        return tuple(images_in_report(session, workshop_id))


def add_photo(store: Store, visitor: Visitor, code: str, content: bytes) -> None:
    """Re-encode an uploaded photo without metadata, in a limited process, and store it.

    Raises `InputError` for a file over 10 MB, a file that is not a photo, and more than 12 photos.
    """
    with store.read() as session:
        _check_room(session, open_for(session, visitor, code, RUNNERS))
    if len(content) > MOST_MEGABYTES * MEGABYTE:
        raise InputError(
            "This photo is larger than {most} MB. Make it smaller and try again.",
            most=MOST_MEGABYTES,
        )
    image = read_apart(plain_photo, content)
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        _check_room(session, workshop)
        session.add(Photo(workshop_id=workshop.id, image=image))
        record_change(session, visitor, "photo added", workshop)


@repeatable
def choose_photo(
    store: Store, visitor: Visitor, code: str, photo_id: int, *, in_report: bool
) -> None:
    """Include a photo in the report, or leave it out."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        photo = _photo(session, workshop, photo_id)
        if photo.in_report != in_report:
            photo.in_report = in_report
            session.add(photo)
            act = "photo put into the report" if in_report else "photo taken out of the report"
            record_change(session, visitor, act, workshop)


@repeatable
def remove_photo(store: Store, visitor: Visitor, code: str, photo_id: int) -> None:
    """Delete a photo."""
    with store.write() as session:
        workshop = lock_for(session, visitor, code, RUNNERS)
        session.delete(_photo(session, workshop, photo_id))
        record_change(session, visitor, "photo removed", workshop)
    store.forget_traces()


def _check_room(session: Session, workshop: Workshop) -> None:
    if len(photos(session, workshop.id)) >= MOST_PHOTOS:
        raise InputError(
            "A workshop can have at most {most} photos. Remove one to add another.",
            most=MOST_PHOTOS,
        )


def _photo(session: Session, workshop: Workshop, photo_id: int) -> Photo:
    photo = photo_in(session, workshop.id, photo_id)
    if photo is None:
        raise NotFound(NO_PHOTO)
    return photo
