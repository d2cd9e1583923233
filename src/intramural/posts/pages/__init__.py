"""The HTML surface of posts: `posts` for a post and the verbs on it, `comments` for what is said under it."""
