using System.Globalization;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Http.Problems;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Http.Commands;

/// <summary>The headers that commands understand.</summary>
internal static class CommandHeaders
{
    /// <summary>Names whom the caller acts for.</summary>
    public const string OnBehalfOf = "On-Behalf-Of";

    private const int MaxKeyLength = 255;

    /// <summary>The idempotency key of a request, if it has one.</summary>
    public static Idempotency? IdempotencyOf(HttpRequest request, byte[] body)
    {
        if (!request.Headers.TryGetValue("Idempotency-Key", out var values))
            return null;
        var key = values.ToString();
        return key.Length is >= 1 and <= MaxKeyLength && key.All(c => c is > ' ' and < '\x7f')
            ? new(request.Path.Value!, key, body)
            : throw new ProblemException(
                Problem.Create(
                    "invalid-parameter",
                    $"The header Idempotency-Key must have 1 to {MaxKeyLength} visible ASCII "
                        + "characters."
                )
            );
    }

    /// <summary>Who acts, and for whom if the request says so.</summary>
    public static Caller CallerOf(HttpRequest request, Actor actor)
    {
        if (!request.Headers.TryGetValue(OnBehalfOf, out var values))
            return new(actor);
        return Personas.IsName(values.ToString())
            ? new(actor, values.ToString())
            : throw new ProblemException(Problem.Create("invalid-parameter",
                $"The header {OnBehalfOf} must be one opaque id: {Personas.NameForm}."));
    }

    /// <summary>The condition of a request, if it has one.</summary>
    public static ExpectedVersion? IfMatchOf(HttpRequest request, Subject subject)
    {
        if (!request.Headers.TryGetValue("If-Match", out var values) || values.ToString() == "*")
            return null;
        var tag = values.ToString();
        return tag.Length > 2 && tag[0] == '"' && tag[^1] == '"' && long.TryParse(
                tag[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new(subject, position)
            : throw new ProblemException(
                Problem.Create(
                    "invalid-parameter",
                    "The header If-Match must be the position of the last event about it, in "
                        + "quotes: \"4711\"."
                )
            );
    }
}
