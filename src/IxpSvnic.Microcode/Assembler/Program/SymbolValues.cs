using System.Globalization;
using IxpSvnic.Microcode.Assembler.Expressions;
using IxpSvnic.Microcode.Assembler.Text;
using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Assembler.Program;

/// <summary>
/// What names mean in operand expressions. Before allocation, asking for the number of a register or signal pins it;
/// afterwards it gives the number.
/// </summary>
internal sealed class SymbolValues(Scope scope) : IExpressionSymbols
{
    public bool TryGetValue(Token name, out long value)
    {
        if (scope.Find(name)?.Constant is { } constant)
        {
            value = constant;
            return true;
        }

        bool found = PredefinedNames.TryGet(name.Text, out uint predefined);
        value = predefined;
        return found;
    }

    public bool TryGetNumber(Token name, out long value)
    {
        value = 0;
        (string text, int index) = SplitIndex(name.Text);
        SymbolEntry? entry = scope.Find(text, name.Frame);
        if (entry?.Signal is { } signal)
        {
            signal.IsPinned = signal.IsUsed = signal.IsAwaited = true;
            value = Math.Max(signal.Number, 0) + Math.Max(index, 0);
            return true;
        }

        IReadOnlyList<RegisterSymbol> candidates = entry?.Array ?? entry?.Registers ?? [];
        int at = Math.Max(index, 0);
        if (at >= candidates.Count || candidates[0].IsGpr)
        {
            return false;
        }

        // With one symbol per side the read side counts: hardware delivers into it.
        RegisterSymbol register = entry?.Array is not null
            ? candidates[at] : entry!.Side(write: false) ?? candidates[0];
        register.IsPinned = register.IsUsed = register.IsSetOutside = true;
        value = Math.Max(register.Number, 0);
        return true;
    }

    public bool IsDefined(Token name) => TryGetValue(name, out _);

    public bool IsImport(Token name) => false;

    private static (string Name, int Index) SplitIndex(string text)
    {
        int open = text.IndexOf('[');
        return open > 0
            && int.TryParse(text.AsSpan(open + 1, text.Length - open - 2), CultureInfo.InvariantCulture, out int index)
            ? (text[..open], index)
            : (text, -1);
    }
}
