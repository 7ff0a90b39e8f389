namespace PortfolioLedger.Core.ValueStreams;

/// <summary>Rules that the slices about value streams share.</summary>
public static class ValueStreamRules
{
    /// <summary>Refuses a value stream that is unknown or retired.</summary>
    public static Refusal? RefuseValueStream(this Book book, Key? key) =>
        book.RefuseUnknown(SubjectKind.ValueStream, key)
            ?? (key is not { } given || !book.ValueStreams.Find(given)!.IsRetiredOn(book.Day) ? null
                : new Refusal("value-stream-retired",
                    $"The value stream '{given}' is retired; name another one.",
                    new Subject(SubjectKind.ValueStream, given)));

    /// <summary>Refuses an initiative that is unknown, or no program.</summary>
    internal static Refusal? RefuseProgram(this Book book, Key? program) =>
        book.RefuseUnknown(SubjectKind.Initiative, program)
            ?? (program is not { } key
                || book.Answering<IPrograms>()?.IsProgram(key, book.Day) == true ? null
                : new Refusal("not-a-program",
                    $"'{key}' is no initiative of kind program; name one that is.",
                    new Subject(SubjectKind.Initiative, key)));
}
