using System.Globalization;
using System.Text;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Querying;

/// <summary>
/// A request whose book is found: enough to tell whether an answer is known already.
/// </summary>
/// <param name="Request">What was asked, with what only the newest book settles.</param>
/// <param name="Settled">
/// What only the newest book settled, such as the version of a model; null when nothing.
/// </param>
/// <param name="Subject">The key of the one thing it shows; the default one for others.</param>
/// <param name="Head">The newest book when it was asked.</param>
/// <param name="When">Of which book and day.</param>
/// <param name="Cursor">Where the page begins; null for the first.</param>
internal sealed record ResolvedView(
    ViewRequest Request, string? Settled, Key Subject, Book Head, ResolvedAsOf When, Cursor? Cursor)
{
    /// <summary>What is asked for, in the version asked for.</summary>
    public ViewDefinition View => Request.View;

    /// <summary>
    /// Portfolio, view, parameters, filters and sort as one text: what a cursor continues.
    /// </summary>
    public string Question { get; } = QuestionOf(Request);

    /// <summary>Whether it is the first page as it comes when nothing else is said.</summary>
    public bool IsStandard => Cursor is null && Request is { IsWhole: false, Items.Limit: null }
        && !Request.Items.Given.Any() && !Request.Arguments.Given.Any();

    /// <summary>
    /// Parameters that ask for this answer again at any time, but for page and version. Before the
    /// first event only a time can say which book it was.
    /// </summary>
    public IEnumerable<(string Name, string Text)> Pinned =>
    [
        .. PinnedTo(When.Echo,
            Request.AsOf is { IsOfTime: true, Requested: { } words } ? words : "0001-01-01"),
        .. Request.Arguments.Given, .. Request.Items.Given,
    ];

    /// <summary>Parameters that ask for a book again at any time.</summary>
    /// <param name="asOf">Which book.</param>
    /// <param name="before">A time at which nothing was known; for a book without events.</param>
    public static IEnumerable<(string Name, string Text)> PinnedTo(
        AsOfEcho asOf, string before = "0001-01-01") =>
    [
        asOf.Position > 0
            ? (AsOf.PositionName, asOf.Position.ToString(CultureInfo.InvariantCulture))
            : (AsOf.Name, before),
        (AsOf.EffectiveName, asOf.EffectiveOn.ToString("O", CultureInfo.InvariantCulture)),
    ];

    /// <summary>What a cursor of a request continues.</summary>
    public static string QuestionOf(ViewRequest request)
    {
        var text = new StringBuilder(
            $"{request.Portfolio}/{request.View.Path}/{request.View.Version}/{request.Subject}?");
        foreach (var (name, value) in request.Arguments.Given.Concat(request.Items.Given))
            text.Append(name).Append('=').Append(Uri.EscapeDataString(value)).Append('&');
        return text.ToString();
    }
}
