"""Why sheets do not give their secret; the browser's twin gives its errors the same names."""


class SheetRefused(ValueError):
    """Sheets as they were typed do not give a secret."""


class WordUnknown(SheetRefused):
    """A word is not one of the list. position: from 1; word: as it was typed."""

    def __init__(self, position: int, word: str):
        super().__init__(f"word {position}, {word!r}, is not in the list")
        self.position, self.word = position, word


class WordsMissing(SheetRefused):
    """There are too few or too many words. count: how many there are."""

    def __init__(self, count: int):
        super().__init__(f"a sheet does not have {count} words")
        self.count = count


class ChecksumWrong(SheetRefused):
    """A word is wrong, or two have changed places."""


class SheetForeign(SheetRefused):
    """A sound sheet of SLIP-39, but of a kind that is not made here."""


class SheetsDiffer(SheetRefused):
    """The sheets are not of one secret."""


class SheetTwice(SheetRefused):
    """One sheet was given twice. number: the one printed on it."""

    def __init__(self, number: int):
        super().__init__(f"sheet {number} is there twice")
        self.number = number


class TooFewSheets(SheetRefused):
    """Sheets are missing. missing: how many."""

    def __init__(self, missing: int):
        super().__init__(f"{missing} more of the sheets are needed")
        self.missing = missing
