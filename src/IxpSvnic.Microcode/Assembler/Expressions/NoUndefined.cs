using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Expressions;

/// <summary>The same names, but an undefined one is never zero: for asking whether something is a constant.</summary>
internal sealed class NoUndefined(IExpressionSymbols inner) : IExpressionSymbols
{
    public bool TryGetValue(Token name, out long value)
    {
        value = 0;
        return inner.IsDefined(name) && inner.TryGetValue(name, out value);
    }

    public bool TryGetNumber(Token name, out long value) => inner.TryGetNumber(name, out value);

    public bool IsDefined(Token name) => inner.IsDefined(name);

    public bool IsImport(Token name) => inner.IsImport(name);
}
