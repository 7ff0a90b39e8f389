using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Outcomes;

namespace PortfolioLedger.Imports.Lists;

/// <summary>
/// Lists of expected and realised benefits: what an outcome is worth in a period, perhaps through
/// an initiative. Another plan replaces the one before; realised is all that came in that period,
/// and what came to it is recorded.
/// </summary>
internal static class BenefitRows
{
    /// <summary>The kind of list.</summary>
    public static readonly ListKind Kind = new(
        "benefits", SubjectKind.Outcome, "outages",
        [
            new("initiative", FieldForm.Text, "croton", "key or name of the one that brings it "
                + "about"),
            new("period", FieldForm.Text, "2026", "when", Required: true),
            ListKinds.Choice<BenefitKind>("kind", "benefit", "benefit if blank; a disbenefit is a "
                + "harm, its amounts are positive too"),
            ListKinds.Choice<BenefitClass>("class", "cashable", "whether it frees money"),
            new("owner", FieldForm.Text, "maria", "id of who answers for it coming, no name"),
            new("planned", FieldForm.Number, "250000", "what is expected of the period")
            {
                Sums = true,
            },
            new("realised", FieldForm.Number, "", "all that came in the period up to now")
            {
                Sums = true,
            },
        ], State)
    {
        Refers = true, Identity = ["initiative", "period", "kind", "class"], Held = Held,
    };

    private static void State(RowDecisions d)
    {
        if (d.About() is not { } outcome || LineOf(d, outcome) is not { } line)
            return;
        var held = d.Before.Benefits.All.GetValueOrDefault(line.Id);
        Plan(d, line, held);
        if (d.Row.Cell("realised") is { } realised
            && realised.AsNumber - (held?.Realised.On(d.Day) ?? 0) is not 0 and var more)
            d.Decide(new RealiseBenefit(line.Outcome, line.Period, new(more, default), line.Kind,
                line.Class, line.Initiative, EffectiveOn: d.EffectiveOn), realised);
    }

    private static void Plan(RowDecisions d, BenefitLine line, Benefit? held)
    {
        var (planned, owner) = (d.Row.Cell("planned"), d.Row.Cell("owner"));
        var (amount, before) = (held?.Planned.At(d.Day)?.Value, held?.Owner.At(d.Day)?.Value);
        if (planned is not null && planned.AsNumber < 0)
            d.Refuse(planned, "malformed",
                "must not be negative; a harm is the kind disbenefit with a positive amount");
        else if ((planned?.AsNumber ?? amount) is not { } said)
        {
            if (d.Row.Cell("realised") is null)
                d.Miss("planned", "must not be blank where nothing is planned or realised yet");
        }
        else if (said != amount || (owner is not null && owner.AsText != before))
            d.Decide(new PlanBenefit(line.Outcome, line.Period, new(said, default), line.Kind,
                    line.Class, line.Initiative, owner?.AsText ?? before, d.EffectiveOn),
                said != amount ? planned : null, owner?.AsText != before ? owner : null);
    }

    private static BenefitLine? LineOf(RowDecisions d, Key outcome)
    {
        var row = d.Row;
        var through = row.Cell("initiative");
        var initiative = d.Known(SubjectKind.Initiative, through);
        var period = row.Text("period")?.ToLowerInvariant();
        if (period is null)
            d.Miss("period", "must not be blank: a benefit comes in a period");
        else if (!Periods.IsName(period))
            d.Refuse(
                row.Cell("period")!, "malformed", $"names no period; it must be {Periods.Form}");
        if (d.Faults.IsEmpty)
            return new(outcome, initiative, period!,
                row.Choice<BenefitKind>("kind") ?? BenefitKind.Benefit,
                row.Choice<BenefitClass>("class"));
        d.Stop();
        return null;
    }

    private static decimal? Held(
        Book book, ListNames names, Key outcome, ListRow row, string figure)
    {
        var initiative = row.Text("initiative") is { } named
            ? names.Find(book, SubjectKind.Initiative, named) : null;
        var held = book.Benefits.All.GetValueOrDefault(new BenefitLine(outcome, initiative,
            row.Text("period")?.ToLowerInvariant() ?? "",
            row.Choice<BenefitKind>("kind") ?? BenefitKind.Benefit,
            row.Choice<BenefitClass>("class")).Id);
        return figure == "realised" ? held?.Realised.On(book.Day)
            : figure == "planned" ? held?.Planned.At(book.Day)?.Value
            : held is null ? null : 0;
    }
}
