namespace PortfolioLedger.Core.Departments;

/// <summary>Rules that the slices about departments and customer segments share.</summary>
public static class DepartmentRules
{
    /// <summary>Refuses a department that is unknown, merged or retired.</summary>
    public static Refusal? RefuseDepartment(this Book book, Key? key) =>
        book.RefuseUnknown(SubjectKind.Department, key)
        ?? RefuseEnded(
            book,
            SubjectKind.Department,
            key,
            book.Departments.All,
            "department-retired"
        );

    /// <summary>Refuses departments of which one is unknown, merged or retired.</summary>
    public static Refusal? RefuseDepartments(this Book book, IEnumerable<Key> keys) =>
        keys.Select(key => book.RefuseDepartment(key))
            .FirstOrDefault(refusal => refusal is not null);

    /// <summary>Refuses a customer segment that is unknown, merged or retired.</summary>
    public static Refusal? RefuseSegment(this Book book, Key? key) =>
        book.RefuseUnknown(SubjectKind.CustomerSegment, key)
        ?? RefuseEnded(
            book,
            SubjectKind.CustomerSegment,
            key,
            book.Departments.Segments,
            "segment-retired"
        );

    /// <summary>Refuses customer segments of which one is unknown, merged or retired.</summary>
    public static Refusal? RefuseSegments(this Book book, IEnumerable<Key> keys) =>
        keys.Select(key => book.RefuseSegment(key))
            .FirstOrDefault(refusal => refusal is not null);

    /// <summary>
    /// Refuses to merge a unit into itself, or into one that is unknown or has ended.
    /// </summary>
    internal static Refusal? RefuseSuccessor(this Book book, Subject merged, Key into) =>
        into != merged.Key
        && Units(book, merged.Kind).GetValueOrDefault(into)?.IsInBeingOn(book.Day) == true
            ? null
            : new Refusal(
                "unknown-successor",
                into == merged.Key
                    ? $"'{into}' cannot be merged into itself; name another one."
                    : $"There is no {Prose.Of(merged.Kind)} '{into}' that could take over; name "
                        + "one in being.",
                new Subject(merged.Kind, into)
            );

    /// <summary>
    /// Refuses to retire a department while it leads initiatives that are not over.
    /// </summary>
    internal static Refusal? RefuseOwner(this Book book, Key department)
    {
        var led = (book.Answering<ILedWork>()?.LedOn(book.Day) ?? [])
            .Where(w => book.Departments.SuccessorOn(w.Department, book.Day) == department)
            .Select(w => w.Work.Value)
            .ToArray();
        return led.Length == 0
            ? null
            : new Refusal(
                "owns-active-initiatives",
                $"The department leads {string.Join(", ", led)}; give them another department, end "
                    + "them, or merge the department.",
                new Subject(SubjectKind.Department, department)
            );
    }

    private static Refusal? RefuseEnded(
        Book book,
        SubjectKind kind,
        Key? key,
        ImmutableSortedDictionary<Key, Unit> units,
        string code
    ) =>
        key is not { } given
        || units.GetValueOrDefault(given)?.End.At(book.Day)?.Value is not { } end
            ? null
            : new Refusal(
                code,
                end.Into is null ? $"'{given}' is retired; name another one."
                    : InBeing(book, kind, given) is { } heir
                        ? $"'{given}' was merged into '{heir}'; name '{heir}' instead."
                    : $"'{given}' was merged into '{end.Into}', which is over as well; name "
                        + "another one.",
                new Subject(kind, given)
            );

    /// <summary>Where mergers lead in the end; null when that one has ended too.</summary>
    private static Key? InBeing(Book book, SubjectKind kind, Key merged)
    {
        var last = kind == SubjectKind.Department
            ? book.Departments.SuccessorOn(merged, book.Day)
            : book.Departments.SegmentSuccessorOn(merged, book.Day);
        return Units(book, kind).GetValueOrDefault(last) is { } unit
            && unit.End.At(book.Day)?.Value is null ? last : null;
    }

    private static ImmutableSortedDictionary<Key, Unit> Units(Book book, SubjectKind kind) =>
        kind == SubjectKind.Department ? book.Departments.All : book.Departments.Segments;
}
