using System.Collections.Immutable;
using System.Text;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Pages.Views;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Pages;

/// <summary>
/// Addresses of pages of a portfolio. Who looks at the past stays there: what says which past goes
/// along with every link.
/// </summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="AsOf">The parameters that say of which book, as they were given.</param>
public sealed record PageLinks(Key Portfolio, ImmutableArray<(string Name, string Text)> AsOf)
{
    private static readonly ImmutableArray<string> OfTime =
        [Querying.AsOf.Name, Querying.AsOf.PositionName, Querying.AsOf.EffectiveName];

    /// <summary>Whether a parameter says of which book a page is.</summary>
    internal static bool IsOfTime(string name) => OfTime.Contains(name);

    /// <summary>The links of a page with these parameters.</summary>
    internal static PageLinks Of(Key portfolio, ParameterTexts given) => new(portfolio,
        [.. OfTime.Where(name => given.One(name) is not null)
            .Select(name => (name, given.One(name)!))]);

    /// <summary>The page at a path below the portfolio, of the same time.</summary>
    public string To(string path, params IEnumerable<(string Name, string Text)> parameters) =>
        With($"/p/{Portfolio}{(path.Length == 0 ? "" : "/")}{path}", AsOf.Concat(parameters));

    /// <summary>The same of now.</summary>
    public string Now(string path, params IEnumerable<(string Name, string Text)> parameters) =>
        With($"/p/{Portfolio}{(path.Length == 0 ? "" : "/")}{path}", parameters);

    /// <summary>What programs ask.</summary>
    public string Api(string path, params IEnumerable<(string Name, string Text)> parameters) =>
        With($"/api/v1/portfolios/{Portfolio}/{path}", parameters);

    /// <summary>The page of a thing; null where it has none of its own.</summary>
    public string? To(Subject subject) => subject.Kind switch
    {
        SubjectKind.Initiative => To($"initiatives/{subject.Key}"),
        SubjectKind.Outcome => To($"outcomes/{subject.Key}"),
        SubjectKind.Decision => To($"decisions/{subject.Key}"),
        SubjectKind.Ranking => To($"rankings/{subject.Key}"),
        SubjectKind.Report => To($"reports/{subject.Key}"),
        SubjectKind.Dashboard => To($"dashboards/{subject.Key}"),
        _ => null,
    };

    /// <summary>The events about a thing.</summary>
    public string Events(string subject) => To("timeline", ("subject", subject));

    /// <summary>The events behind a number that is said of a thing in a field.</summary>
    public string Events(Subject about, string field) =>
        EventLinks.TypeBehind(about.Kind, field) is { } type
            ? To("timeline", ("subject", about.ToString()), ("type", type))
            : Events(about.ToString());

    /// <summary>The events behind a number that is said of the whole portfolio.</summary>
    public string EventsOfAll(string field) => EventLinks.TypeBehind(field) is { } type
        ? To("timeline", ("type", type)) : To("timeline");

    private static string With(string path, IEnumerable<(string Name, string Text)> parameters)
    {
        var address = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, text) in parameters)
        {
            address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(text));
            separator = '&';
        }
        return address.ToString();
    }
}
