using System.Text.Json;
using System.Text.Json.Serialization;
using PortfolioLedger.Core.Initiatives;

namespace PortfolioLedger.Core.Views;

/// <summary>An amount of money, or a date: what a step starts from and leads to.</summary>
[JsonConverter(typeof(FigureJson))]
public readonly record struct Figure(decimal? Amount, DateOnly? Date);

/// <summary>Figures as a number or a date.</summary>
public sealed class FigureJson : JsonConverter<Figure>
{
    public override Figure Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType == JsonTokenType.String
            ? new(null, DateOnly.ParseExact(reader.GetString()!, "O"))
            : new(reader.GetDecimal(), null);

    public override void Write(Utf8JsonWriter writer, Figure value, JsonSerializerOptions options)
    {
        if (value.Date is { } date)
            writer.WriteStringValue(date.ToString("O"));
        else
            JsonSerializer.Serialize(writer, value.Amount, options);
    }
}

/// <summary>A step that does not add up.</summary>
/// <param name="Initiative">Whose.</param>
/// <param name="Kind">Budget (money) or schedule (dates, days).</param>
/// <param name="Position">Of the event.</param>
/// <param name="EffectiveOn">When it took effect.</param>
/// <param name="Opening">Before.</param>
/// <param name="Change">As stated, money or days.</param>
/// <param name="Closing">After.</param>
/// <param name="Difference">closing − opening − change, money or days.</param>
public sealed record UnreconciledStep(
    Key Initiative,
    StepKind Kind,
    long Position,
    DateOnly EffectiveOn,
    Figure Opening,
    decimal Change,
    Figure Closing,
    decimal Difference
);

/// <summary>How many steps were checked.</summary>
public sealed record CheckedSteps(int Budget, int Schedule);

/// <summary>
/// opening + change = closing for every budget and schedule step; listed are those that miss by
/// more than the tolerance.
/// </summary>
public sealed record Reconciliation(CheckedSteps Checked, ImmutableArray<UnreconciledStep> Items)
    : IView, IListView<Reconciliation, UnreconciledStep>
{
    /// <summary>Name of the view.</summary>
    public static string ViewName => "reconciliation";

    /// <summary>Raised whenever fields or formula change.</summary>
    public static int ViewVersion => 1;

    public Reconciliation Page(ImmutableArray<UnreconciledStep> items) =>
        this with
        {
            Items = items,
        };

    /// <summary>The reconciliation of a book, in units of currency and days.</summary>
    public static Reconciliation Compute(Book book, decimal tolerance = 1)
    {
        var control = book.Initiatives.Control;
        return new(
            new(
                (int)(control.BudgetSteps.On(book.Day) ?? 0),
                (int)(control.ScheduleSteps.On(book.Day) ?? 0)
            ),
            [
                .. control
                    .Exceptions.Where(e =>
                        e.EffectiveOn <= book.Day && Math.Abs(e.Difference) > tolerance
                    )
                    .OrderBy(e => e.Kind)
                    .ThenBy(e => e.Initiative)
                    .ThenBy(e => e.Position)
                    .Select(e => new UnreconciledStep(
                        e.Initiative,
                        e.Kind,
                        e.Position,
                        e.EffectiveOn,
                        Shown(e.Kind, e.Opening),
                        e.Change,
                        Shown(e.Kind, e.Closing),
                        e.Difference
                    )),
            ]
        );
    }

    private static Figure Shown(StepKind kind, decimal value) => kind == StepKind.Budget
        ? new(value, null) : new(null, DateOnly.FromDayNumber((int)value));
}
