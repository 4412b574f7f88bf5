"""Who is here and what they may do: roles, links, tokens and the record of what staff did."""
