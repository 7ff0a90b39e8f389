namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// Why a command was not carried out. A value, not an error: nothing was recorded.
/// </summary>
/// <param name="Code">Stable; the API explains each under <c>/problems/&lt;code&gt;</c>.</param>
/// <param name="Detail">What was wrong and what would be right.</param>
/// <param name="Subject">The thing it is about.</param>
public sealed record Refusal(string Code, string Detail, Subject? Subject = null)
{
    /// <summary>Nothing of this kind has this key.</summary>
    public static Refusal Unknown(SubjectKind kind, Key key) => Unknown(new Subject(kind, key));

    /// <summary>This thing is not in the ledger.</summary>
    public static Refusal Unknown(Subject subject) => new(UnknownCode(subject.Kind),
        $"There is no {Prose.Of(subject.KindName)} '{subject.Key}'.", subject);

    /// <summary>The code for a thing of this kind that is not in the ledger.</summary>
    public static string UnknownCode(SubjectKind kind) => kind == SubjectKind.CustomerSegment
        ? "unknown-segment" : $"unknown-{Core.Kernel.Subject.NameOf(kind)}";

    /// <summary>The key is taken.</summary>
    public static Refusal AlreadyExists(SubjectKind kind, Key key) =>
        new(
            "already-exists",
            $"The {Prose.Of(kind)} '{key}' exists already; choose another key.",
            new Subject(kind, key)
        );
}
