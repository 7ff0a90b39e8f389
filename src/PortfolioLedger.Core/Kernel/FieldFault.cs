namespace PortfolioLedger.Core.Kernel;

/// <summary>A command whose fields must fit together in ways their types cannot say.</summary>
public interface IChecked
{
    /// <summary>Each field that is wrong, with what would be right.</summary>
    IEnumerable<FieldFault> Faults();
}

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Pointer">JSON pointer of the field, <c>/grounds/rationale</c>.</param>
/// <param name="Detail">What was wrong and what would be right.</param>
public sealed record FieldFault(string Pointer, string Detail)
{
    /// <summary>The same of the body that stands at this place; as it is where it is elsewhere.
    /// </summary>
    public FieldFault Below(string place) =>
        Pointer.StartsWith(place, StringComparison.Ordinal)
            ? this with { Pointer = Pointer[place.Length..] } : this;
}
