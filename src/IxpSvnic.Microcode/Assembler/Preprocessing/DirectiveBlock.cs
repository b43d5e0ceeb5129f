using IxpSvnic.Microcode.Assembler.Text;

namespace IxpSvnic.Microcode.Assembler.Preprocessing;

/// <summary>Finds the line that closes an <c>#if</c>, <c>#macro</c> or loop.</summary>
internal static class DirectiveBlock
{
    /// <summary>The line of the matching end; branches are the lines that start a part of an #if.</summary>
    public static int FindClose(
        IReadOnlyList<SourceLine> lines,
        int index,
        int end,
        DiagnosticBag diagnostics,
        out List<int> branches)
    {
        string word = lines[index].PreprocessorWord;
        string family = Family(word);
        branches = [index];
        int depth = 0;
        for (int i = index; i < end; i++)
        {
            string other = lines[i].PreprocessorWord;
            if (other.Length == 0)
            {
                continue;
            }

            if (Family(other) == family)
            {
                depth++;
            }
            else if (other == family && --depth == 0)
            {
                return i;
            }
            else if (depth == 1 && family == "endif" && other is "elif" or "else")
            {
                branches.Add(i);
            }
        }

        diagnostics.Error(
            DiagnosticKind.UnbalancedPreprocessor, lines[index].Tokens[1], $"#{word} without #{family}");
        return end;
    }

    private static string Family(string word) => word switch
    {
        "if" or "ifdef" or "ifndef" => "endif",
        "macro" => "endm",
        "repeat" or "while" or "for" => "endloop",
        _ => "",
    };
}
