using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Views;

namespace PortfolioLedger.Pages.Views;

/// <summary>
/// Events as lines: what happened, who recorded it, why and on what evidence. Written as text, as a
/// page may hold very many of them.
/// </summary>
public static class EventLines
{
    /// <summary>A list of events, in the order given.</summary>
    /// <param name="links">Of the portfolio.</param>
    /// <param name="items">The events.</param>
    /// <param name="isOfOneDay">Whether the day stands above the list.</param>
    public static MarkupString List(
        PageLinks links, IEnumerable<TimelineItem> items, bool isOfOneDay = false)
    {
        var html = new StringBuilder("<ul class=\"events\">");
        foreach (var item in items)
            Write(html, links, item, isOfOneDay);
        return new(html.Append("</ul>").ToString());
    }

    private static void Write(
        StringBuilder html, PageLinks links, TimelineItem item, bool isOfOneDay)
    {
        var at = item.Position.ToString(CultureInfo.InvariantCulture);
        html.Append(item.Rationale is null ? "<li>"
            : "<li class=\"decision\"><span title=\"decision\">◆</span> ");
        Link(html, links.To(item.Subject) ?? links.Events(item.Subject.ToString()), item.Sentence);
        if (item.Rationale is { } why)
            Text(html.Append(" because “"), why).Append('”');
        Text(html.Append(" <small>"), item.Actor);
        html.Append(" (").Append(Enumeration<Role>.NameOf(item.Role));
        if (item.Department is { } department)
            Text(html.Append(", "), department);
        html.Append(')');
        if (item.OnBehalfOf is { } whom)
            Text(html.Append(" for "), whom);
        html.Append(" · ").Append(item.KnownAt.UtcDateTime.ToString(
            isOfOneDay ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        if (item.EffectiveOn != DateOnly.FromDateTime(item.KnownAt.UtcDateTime))
            html.Append(", in force on ").Append(Values.Day(item.EffectiveOn));
        if (item.Claimed)
            html.Append(" · claimed by source");
        foreach (var evidence in item.Evidence)
            Text(html.Append(" · evidence: ")
                .Append(Enumeration<EvidenceKind>.NameOf(evidence.Kind)).Append(' '), evidence.Ref);
        if (item.Decision is { } decision)
            Link(html.Append(" · decided in "), links.To($"decisions/{decision}"), decision.Value);
        Link(html.Append(" · "), links.Api($"events/{at}/leaf"), $"event {at}");
        html.Append("</small></li>");
    }

    private static StringBuilder Text(StringBuilder html, string text) =>
        html.Append(HtmlEncoder.Default.Encode(text));

    private static void Link(StringBuilder html, string address, string text) =>
        Text(Text(html.Append("<a href=\""), address).Append("\">"), text).Append("</a>");
}
