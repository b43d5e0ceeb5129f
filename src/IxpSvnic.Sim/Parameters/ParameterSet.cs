using System.Reflection;

namespace IxpSvnic.Sim.Parameters;

/// <summary>All parameters of one machine by name. Collected at wiring from the properties that hold them.</summary>
public sealed class ParameterSet
{
    private readonly SortedDictionary<string, Parameter> _byName = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Parameter> All => _byName.Values;

    /// <summary>Adds every property of <paramref name="owner"/> that carries a <see cref="ParameterAttribute"/>.</summary>
    public void Add(string group, object owner)
    {
        foreach (PropertyInfo property in owner.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<ParameterAttribute>() is { } attribute)
            {
                string last = attribute.Name.Length > 0 ? attribute.Name : Parameter.Camel(property.Name);
                string name = $"{group}.{last}";
                _byName.Add(name, new Parameter(name, owner, property, attribute));
            }
        }
    }

    public Parameter? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Sets one value; an unknown name is an error that offers the nearest known ones.</summary>
    public void Set(string name, string value)
    {
        if (!_byName.TryGetValue(name, out Parameter? parameter))
        {
            IEnumerable<string> near = _byName.Keys.OrderBy(k => Distance(k, name)).Take(3);
            throw new ParameterException($"unknown parameter '{name}'; did you mean {string.Join(", ", near)}?");
        }

        parameter.Set(value);
    }

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                int next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                diagonal = row[j];
                row[j] = next;
            }
        }

        return row[b.Length];
    }
}
