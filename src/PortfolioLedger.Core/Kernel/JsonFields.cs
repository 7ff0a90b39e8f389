using System.Text.Json.Serialization.Metadata;

namespace PortfolioLedger.Core.Kernel;

/// <summary>Of a type whose JSON has fields that are no properties of it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class JsonFieldsAttribute : Attribute
{
    /// <summary>Adds them to the properties of the type.</summary>
    public abstract void AddTo(JsonTypeInfo type);
}
