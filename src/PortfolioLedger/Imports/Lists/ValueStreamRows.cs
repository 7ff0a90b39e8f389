using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.ValueStreams;

namespace PortfolioLedger.Imports.Lists;

/// <summary>Lists of value streams: what they are, how much they matter, what they need.</summary>
internal static class ValueStreamRows
{
    /// <summary>One of them.</summary>
    public static void State(RowDecisions d)
    {
        var row = d.Row;
        var owner = d.Registering(SubjectKind.Department, row.Cell("ownerDepartment"));
        var held = d.Before.ValueStreams.Find(row.Key);
        if (held is null)
            d.Decide(new IdentifyValueStream(row.Key, d.Required("name"),
                row.Choice<ValueStreamKind>("kind"), Proposition: row.Text("proposition"),
                OwnerDepartment: owner, EffectiveOn: d.EffectiveOn));
        else
            Revise(d, held, owner);
        Importance(d);
        Resources(d);
    }

    /// <summary>What it was identified with is revised where the list says another.</summary>
    private static void Revise(RowDecisions d, ValueStream held, Key? owner)
    {
        var revision = new ReviseValueStream(d.Row.Key, d.Grounds);
        d.Revise("name", revision with { Name = d.Other("name", held.NameOn(d.Day)) });
        d.Revise("kind", revision with
        {
            Kind = d.Other(d.Row.Choice<ValueStreamKind>("kind"), held.Kind.On(d.Day)),
        });
        d.Revise("proposition", revision with
        {
            Proposition = d.Other("proposition", held.Proposition.On(d.Day)),
        });
        d.Revise("ownerDepartment", revision with
        {
            OwnerDepartment = d.Other(owner, held.OwnerDepartment.On(d.Day)),
        });
    }

    private static void Importance(RowDecisions d)
    {
        var row = d.Row;
        if (row.Number("importance") is not { } importance)
            return;
        var held = d.Before.ValueStreams.Find(row.Key)?.Importance.At(d.Day)?.Value;
        var tangible = row.Number("tangibleShare");
        if (held is null || held.Value.Value != importance
            || (tangible is not null && held.TangibleShare?.Value != tangible))
            d.Decide(new AssessImportance(row.Key, new(importance), d.Grounds,
                tangible is { } share ? new Share(share) : held?.TangibleShare),
                row.Cell("importance"), row.Cell("tangibleShare"));
    }

    private static void Resources(RowDecisions d)
    {
        var stream = d.Before.ValueStreams.Find(d.Row.Key);
        foreach (var money in d.Row.Each("money"))
        {
            var fte = d.Row.Each("fte").FirstOrDefault(c => c.For == money.For);
            if (fte is null)
                d.Refuse(
                    money,
                    "fte-missing",
                    $"needs the people for {money.For} beside it: resources are money and people"
                );
            else if (
                stream?.Resources.GetValueOrDefault(money.For!).At(d.Day)?.Value is not { } held
                || held.Money.Amount != money.AsNumber
                || held.Fte != fte.AsNumber
            )
                d.Decide(
                    new StateResources(
                        d.Row.Key,
                        money.For!,
                        new Money(money.AsNumber, default),
                        fte.AsNumber,
                        d.EffectiveOn
                    ),
                    fte.AsNumber < 0 ? fte : money, fte, money
                );
        }
        foreach (
            var fte in d.Row.Each("fte").Where(f => d.Row.Each("money").All(m => m.For != f.For))
        )
            d.Refuse(
                fte,
                "money-missing",
                $"needs the money for {fte.For} beside it: resources are money and people"
            );
    }
}
