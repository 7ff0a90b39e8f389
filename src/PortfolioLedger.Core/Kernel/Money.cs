using System.Text.Json;
using System.Text.Json.Serialization;

namespace PortfolioLedger.Core.Kernel;

/// <summary>
/// An amount in one currency (ISO 4217 letters). Amounts of two currencies never add.
/// </summary>
[JsonConverter(typeof(MoneyJson))]
public readonly record struct Money(decimal Amount, Currency Currency)
{
    /// <summary>The amount alone, where another one names the currency.</summary>
    public string Figure =>
        Amount.ToString("#,0.##", System.Globalization.CultureInfo.InvariantCulture);

    public override string ToString() => $"{Figure} {Currency}";
}

/// <summary>An ISO 4217 currency code: three capital letters.</summary>
[JsonConverter(typeof(CurrencyJson))]
public readonly record struct Currency
{
    private readonly string? _code;

    private Currency(string code) => _code = code;

    /// <summary>The three letters.</summary>
    public string Code => _code ?? "";

    /// <summary>
    /// The currency with this code; a <see cref="FormatException"/> when it is none.
    /// </summary>
    public static Currency Parse(string code) =>
        TryParse(code, out var currency)
            ? currency
            : throw new FormatException($"'{code}' is no currency");

    /// <summary>Reads three capital letters.</summary>
    public static bool TryParse(string? code, out Currency currency)
    {
        var isCode = code is { Length: 3 } && code.All(char.IsAsciiLetterUpper);
        currency = isCode ? new Currency(code!) : default;
        return isCode;
    }

    public override string ToString() => Code;
}

/// <summary>Currencies as JSON strings.</summary>
public sealed class CurrencyJson : JsonConverter<Currency>
{
    public override Currency Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) =>
        reader.TokenType == JsonTokenType.String
        && Currency.TryParse(reader.GetString(), out var currency)
            ? currency
            : throw new JsonException(
                "must be an ISO 4217 code of three capital letters, like \"USD\""
            );

    public override void Write(
        Utf8JsonWriter writer,
        Currency value,
        JsonSerializerOptions options
    ) => writer.WriteStringValue(value.Code);
}

/// <summary>
/// Money as <c>{"amount":…,"currency":"USD"}</c>. A bare number is read as money of no stated
/// currency, which a portfolio takes for its own.
/// </summary>
public sealed class MoneyJson : JsonConverter<Money>
{
    private const string Form = "must be money like {\"amount\":1200.5,\"currency\":\"USD\"}";

    public override Money Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String)
            return new Money(StoredDecimal.ReadDecimal(ref reader), default);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException(Form);
        decimal? amount = null;
        Currency currency = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (name == "amount" && amount is null)
                amount = StoredDecimal.ReadDecimal(ref reader);
            else if (name == "currency" && currency == default)
                currency = JsonSerializer.Deserialize<Currency>(ref reader, options);
            else
                throw new JsonException($"{Form}; '{name}' does not belong there");
        }
        return amount is { } known ? new Money(known, currency) : throw new JsonException(Form);
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("amount");
        JsonSerializer.Serialize(writer, value.Amount, options);
        writer.WriteString("currency", value.Currency.Code);
        writer.WriteEndObject();
    }
}
