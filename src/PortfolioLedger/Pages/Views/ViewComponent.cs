using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Pages.Views;

/// <summary>What components of views have in common: linked names and linked numbers.</summary>
public abstract class ViewComponent : ComponentBase
{
    /// <summary>What it shows.</summary>
    [Parameter, EditorRequired] public ViewContentModel Model { get; set; } = null!;

    /// <summary>Of the portfolio, of the time that is shown.</summary>
    protected PageLinks Links => Model.Links;

    /// <summary>A link; what people wrote in it stays words.</summary>
    protected static MarkupString Link(string address, string text) =>
        new($"<a href=\"{Encoded(address)}\">{Encoded(text)}</a>");

    /// <summary>Words as they stand in HTML.</summary>
    protected static string Encoded(string text) => HtmlEncoder.Default.Encode(text);

    /// <summary>The name of a thing, which leads to its page or to the events about it.</summary>
    protected MarkupString To(SubjectKind kind, Key key, string? name = null) =>
        Link(PageOf(new(kind, key)), name ?? key.Value);

    /// <summary>The same of a subject.</summary>
    protected MarkupString To(Subject subject, string? name = null) =>
        Link(PageOf(subject), name ?? subject.Key.Value);

    /// <summary>Several of one kind, by their keys.</summary>
    protected MarkupString ToAll(SubjectKind kind, IEnumerable<Key> keys) =>
        new(string.Join(", ", keys.Select(key => To(kind, key).Value)) is { Length: > 0 } all
            ? all : "–");

    /// <summary>A number that leads to the events behind it; a dash where it is unknown.</summary>
    protected MarkupString Number(
        decimal? value, SubjectKind kind, Key key, string field = "", int decimals = 4) =>
        value is not { } known ? new("–")
        : Link(Links.Events(new(kind, key), field), Values.Number(Math.Round(known, decimals)));

    /// <summary>The same of a share, in percent.</summary>
    protected MarkupString Share(decimal? value, SubjectKind kind, Key key, string field = "") =>
        value is not { } known ? new("–")
        : Link(Links.Events(new(kind, key), field), Values.Share(known));

    /// <summary>The stored name of a value as a word; a dash where it is unknown.</summary>
    protected static string Word<T>(T? value) where T : struct, Enum =>
        value is { } known ? Word(known) : "–";

    /// <inheritdoc cref="Word{T}(T?)"/>
    protected static string Word<T>(T value) where T : struct, Enum =>
        Enumeration<T>.NameOf(value).Replace('-', ' ');

    /// <summary>A day; a dash where it is unknown.</summary>
    protected static string Day(DateOnly? day) => day is { } known ? Values.Day(known) : "–";

    /// <summary>The one event at a position.</summary>
    protected MarkupString Event(long position, string? text = null) => Link(
        Links.To("timeline", ("from", $"{position}"), ("to", $"{position}")),
        text ?? Values.Count(position));

    /// <summary>
    /// How strongly a cell is shaded: <c>h0</c> for nothing to <c>h9</c> for the most there is.
    /// </summary>
    protected static string Heat(decimal value, decimal most) => value <= 0 || most <= 0 ? "h0"
        : $"h{1 + (int)Math.Min(8, Math.Floor(value / most * 8.999m))}";

    private string PageOf(Subject subject) =>
        Links.To(subject) ?? Links.Events(subject.ToString());
}
