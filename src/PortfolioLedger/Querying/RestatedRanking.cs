using System.Globalization;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scoring;

namespace PortfolioLedger.Querying;

/// <summary>
/// A scoring model as a query names it, <c>board-2026</c> or <c>board-2026@2</c>.
/// </summary>
internal sealed record ModelReference(Key Key, int? Version)
{
    /// <summary>As a query names it.</summary>
    public override string ToString() => Version is { } number ? $"{Key}@{number}" : $"{Key}";

    public static ModelReference Parse(string text)
    {
        var parts = text.Split('@', 2);
        if (Key.TryParse(parts[0], out var key) && parts.Length == 1)
            return new(key, null);
        return parts.Length == 2 && key != default
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture,
                out var version) && version > 0
            ? new(key, version)
                : throw new FormatException(
                    "must be a scoring model like board-2026 or board-2026@2");
    }
}

/// <summary>
/// Applies a model released at any time to a past book. Which version is meant is settled by the
/// newest book, so that the answer and its permalink name it.
/// </summary>
internal static class RestatedRanking
{
    public static readonly Parameter<ModelReference?> Model = new("model", null,
        ModelReference.Parse,
        "Restate with this scoring model, key or key@version, whenever it was released; the newest "
        + "released version if none is named. Without it: the model in force then.", "board-2026@2",
            []);

    /// <summary>The arguments with the version that is meant.</summary>
    public static Arguments Complete(Arguments arguments, Book head)
    {
        if (arguments.Get(Model) is not { } asked)
            return arguments;
        var model = head.Scoring.Find(asked.Key);
        var version = asked.Version is { } number
            ? model?.Versions.FirstOrDefault(v => v.Version == number) : model?.LatestReleased
                ?? model?.Latest;
        if (version is null)
            throw QueryFault.Unknown("scoring-model", asked.ToString()).Raise();
        if (version.ReleasedAt is null)
            throw new QueryFault("model-not-released",
                $"Version {version.Version} of '{asked.Key}' is a draft, not released.",
                []).Raise();
        return arguments.With(Model, asked with { Version = version.Version });
    }

    /// <summary>The model version of completed arguments, from the newest book.</summary>
    public static (ScoringModel, ModelVersion)? Choose(ViewContext asked) =>
        asked.Arguments.Get(Model) is { Version: { } version } reference
        && asked.Head.Scoring.Find(reference.Key) is { } model
            ? (model, model.Versions[version - 1]) : null;
}
