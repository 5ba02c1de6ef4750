"""What other programs write, each in a module: a file goes in, values of `foreign` come out.

A reader yields habits before their marks, keeps the order of the file, guesses nothing, and names
what has no place here with its number. Only a file that is altogether something else is refused.
"""
